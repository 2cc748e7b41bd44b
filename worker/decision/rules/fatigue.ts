import type { Rule } from "./rule.ts";

/** The person waved it, its campaign or its topic away not long ago. */
export const fatigue: Rule = {
  name: "fatigue",
  refuses: ({ candidate, topics }, moment) => moment.fatigue.of(candidate.id, candidate.campaign, topics) === 0,
};
