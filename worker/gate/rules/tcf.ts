/** IAB Transparency and Consent Framework: consent to storing, profiling and personalised advertising. */
import type { GateRule } from "../rule.ts";
import { consentsByTcf } from "../tcf.ts";

/** No string, or one that consents to all purposes needed. */
export const tcf: GateRule = {
  name: "tcf",
  code: "signal",
  allows: ({ signals }) => signals.tcf === null || consentsByTcf(signals.tcf),
};
