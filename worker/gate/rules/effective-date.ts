/** Nothing counts before the date from which the operator has told people about it. */
import type { GateRule } from "../rule.ts";

/** From the date's own millisecond on; a tenant without a date learns nothing. */
export const effectiveDate: GateRule = {
  name: "effective-date",
  code: "not_in_effect",
  allows: ({ effectiveFrom, now }) => effectiveFrom !== null && now >= effectiveFrom,
};
