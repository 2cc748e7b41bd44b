import type { Caps } from "../../domain/decision.ts";
import type { Rule } from "./rule.ts";

/** It was shown to this person often enough, by our caps or by the caller's own lower ones. */
export const creativeCap: Rule = {
  name: "creative_cap",
  refuses: ({ candidate }, { showings, limits }) =>
    showings.reached("creative", candidate.id, candidate.caps ? lower(limits.creative, candidate.caps) : limits.creative),
};

const lower = (ours: Required<Caps>, theirs: Caps): Caps => ({
  hour: Math.min(ours.hour, theirs.hour ?? ours.hour),
  day: Math.min(ours.day, theirs.day ?? ours.day),
  week: Math.min(ours.week, theirs.week ?? ours.week),
});
