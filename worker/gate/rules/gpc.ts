/** Global Privacy Control: a browser's general "do not sell or share". https://www.w3.org/TR/gpc/ */
import type { GateRule } from "../rule.ts";

/** "1" is the signal; "0" and no header are none; anything else is malformed and counts as the signal. */
export const gpc: GateRule = {
  name: "gpc",
  code: "signal",
  allows: ({ signals }) => signals.gpc === null || signals.gpc === "0",
};
