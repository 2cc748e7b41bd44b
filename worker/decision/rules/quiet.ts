import type { Rule } from "./rule.ts";

/** The conversation touched something sensitive in this turn or in the three before: nothing is shown in it, whatever the purpose. */
export const quiet: Rule = {
  name: "quiet",
  refuses: (_candidate, { view }) => view?.hushed === true,
};
