/** Applies the table of risky combinations to a set of topics. */
import { isTier1, topicById } from "../domain/topics.ts";
import type { Language } from "../domain/vocabulary.ts";
import { COMBINATIONS, type Combination } from "./combinations.ts";

/** Where a set of topics was seen. `language` is null for a profile: it keeps none. */
export interface Setting {
  readonly language: Language | null;
  readonly country: string | null;
}

/** What must happen to a topic; a topic that is not named stays as it is. */
export type Effects = ReadonlyMap<string, Combination["effect"]>;

/**
 * All entries look at the set as it came in, so their order does not matter; "drop" beats "coarsen".
 * @param topics ids, leaves and tier-1 nodes alike.
 * @param entries the table; another one in tests.
 */
export function effectsOn(topics: Iterable<string>, setting: Setting, entries: readonly Combination[] = COMBINATIONS): Effects {
  const here = new Set(topics);
  const covered = new Set(here);
  for (const id of here) covered.add(topicById(id)?.tier1 ?? id);
  const effects = new Map<string, Combination["effect"]>();
  for (const entry of entries) {
    if (!applies(entry, covered, setting)) continue;
    for (const id of entry.of) if (covered.has(id) && effects.get(id) !== "drop") effects.set(id, entry.effect);
  }
  return effects;
}

/** The tier-1 node that a coarsened leaf leaves behind; a tier-1 node has nothing coarser. */
export function coarser(id: string): string | null {
  const topic = topicById(id);
  return topic === undefined || isTier1(topic) ? null : topic.tier1;
}

function applies({ all, languages, countries }: Combination, topics: ReadonlySet<string>, { language, country }: Setting): boolean {
  if (languages !== undefined && !languages.some((one) => one === language)) return false;
  if (countries !== undefined && !countries.some((one) => one === country)) return false;
  return all.every((any) => any.some((id) => topics.has(id)));
}
