/** Nothing from a protected or unknown country is read. */
import { isOpenCountry } from "../countries.ts";
import type { GateRule } from "../rule.ts";

/** Open only when the deciding country is, and every other claim agrees that it is. */
export const region: GateRule = {
  name: "region",
  code: "region",
  allows: ({ region: { deciding, tightening, euMark } }) => isOpenCountry(deciding) && tightening.every(isOpenCountry) && !euMark,
};
