/** Topics as the ranker reads them. */
import { topicById } from "../domain/topics.ts";

/** The tier-1 node above a topic; the id itself for a tier-1 node and for one that the taxonomy does not have. */
export const parentOf = (id: string): string => topicById(id)?.tier1 ?? id;

/** Each id once, without the tier-1 nodes that merely repeat what a leaf beside them says ("Travel" next to "Air Travel"). */
export function specific(ids: readonly string[]): readonly string[] {
  const [one, other] = ids;
  if (one === undefined || other === undefined) return ids;
  // Nearly every list holds one leaf, or one leaf with its node: no set for those.
  if (ids.length === 2) return one === other || parentOf(other) === one ? [other] : parentOf(one) === other ? [one] : ids;
  const parents = new Set(ids.flatMap((id) => (parentOf(id) === id ? [] : [parentOf(id)])));
  return [...new Set(ids)].filter((id) => !parents.has(id));
}

/** Is this topic, or the tier-1 node above it, in the set? */
export const covered = (id: string, set: { has(id: string): boolean }): boolean => set.has(id) || set.has(parentOf(id));
