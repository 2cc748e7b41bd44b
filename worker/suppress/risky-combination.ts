/**
 * Topics of one message that spell a sensitive trait together: the telling ones are coarsened to their tier-1 node or
 * dropped with it. Looks at ineligible topics too, so it stands before the rule that removes them.
 */

import { coarser, effectsOn } from "./risk.ts";
import type { Rule } from "./rule.ts";

export const riskyCombination: Rule = (heard) => {
  if (heard.language === "other") return heard;
  const ids = heard.topics.map(({ id }) => id);
  const effects = effectsOn(ids, { language: heard.language, country: heard.country });
  if (effects.size === 0) return heard;
  const dropped = ids.filter((id) => effects.get(id) === "drop");
  const staying = parentsOf(ids.filter((id) => !dropped.includes(id)));
  const orphaned = parentsOf(dropped).filter((id) => !staying.includes(id));
  const topics = heard.topics.filter(({ id }) => !effects.has(id) && !orphaned.includes(id));
  return topics.length === 0 ? { code: "sensitive", rule: "risky_combination" } : { ...heard, topics };
};

/** The tier-1 nodes that these leaves bring. */
const parentsOf = (ids: readonly string[]): (string | null)[] => ids.map(coarser);
