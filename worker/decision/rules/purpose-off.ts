import type { Rule } from "./rule.ts";

/** The person switched this purpose off. */
export const purposeOff: Rule = {
  name: "purpose_off",
  refuses: (_candidate, { view, purpose }) => view?.preferences.purposes[purpose] === false,
};
