/** IAB Global Privacy Platform: opt-outs of US states, and the TCF of the EU and Canada, in one string. */
import { readGpp } from "../gpp.ts";
import type { GateRule } from "../rule.ts";

/** Clear in every section; a string that cannot be read in full is an opt-out. */
export const gpp: GateRule = {
  name: "gpp",
  code: "signal",
  allows: ({ signals }) => readGpp(signals.gpp, signals.gppSid) === "clear",
};
