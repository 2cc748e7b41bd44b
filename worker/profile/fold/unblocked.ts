/** Which topics of an event may be counted. Pure. */
import { topicById } from "../../domain/topics.ts";
import { covered } from "./view.ts";

/**
 * Leaves out blocked topics, and tier-1 topics that stand there only because a blocked child brought them: who blocked
 * "Air Travel" and talks of a flight does not feed "Travel" by it.
 */
export function unblocked(topics: readonly string[], blocked: readonly string[]): string[] {
  const children = (id: string) => topics.filter((one) => one !== id && topicById(one)?.tier1 === id);
  return topics.filter((id) => {
    if (covered(id, blocked)) return false;
    const brought = children(id);
    return brought.length === 0 || brought.some((child) => !covered(child, blocked));
  });
}

/** The topics with their tier-1 nodes, each once: a child always brings its parent. */
export const withParents = (topics: readonly string[]): string[] => [...new Set(topics.flatMap((id) => [id, topicById(id)?.tier1 ?? id]))];
