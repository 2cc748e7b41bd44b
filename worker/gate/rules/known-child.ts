/** A GPP section that speaks of a known child's consents speaks of a known child; with or without consent it is not read. */
import { readGpp } from "../gpp.ts";
import type { GateRule } from "../rule.ts";

/** A string that cannot be read is left to the opt-out rule, which refuses it. */
export const knownChild: GateRule = {
  name: "known-child",
  code: "minor",
  allows: ({ signals }) => readGpp(signals.gpp, signals.gppSid) !== "child",
};
