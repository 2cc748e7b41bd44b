/**
 * Topics of one message that spell a sensitive trait together: the telling ones are coarsened to their tier-1 node or
 * dropped with it. Looks at ineligible topics too, so it stands before the rule that removes them.
 */
import { topicById } from "../domain/topics.ts";
import type { Rule } from "./rule.ts";
import { effectsOn } from "./risk.ts";

export const riskyCombination: Rule = (heard) => {
  if (heard.language === "other") return heard;
  const effects = effectsOn(heard.topics.map(({ id }) => id), { language: heard.language, country: heard.country });
  if (effects.size === 0) return heard;
  const orphaned = tier1OfDropped(effects, heard.topics.map(({ id }) => id));
  const topics = heard.topics.filter(({ id }) => !effects.has(id) && !orphaned.has(id));
  return topics.length === 0 ? { code: "sensitive", rule: "risky_combination" } : { ...heard, topics };
};

/** Tier-1 nodes that are there for no other reason than a dropped leaf. */
function tier1OfDropped(effects: ReadonlyMap<string, string>, ids: readonly string[]): Set<string> {
  const parents = (of: readonly string[]) => new Set(of.flatMap((id) => (topicById(id)?.tier1 === id ? [] : [topicById(id)?.tier1 ?? id])));
  const kept = parents(ids.filter((id) => effects.get(id) !== "drop"));
  return new Set([...parents(ids.filter((id) => effects.get(id) === "drop"))].filter((id) => !kept.has(id)));
}
