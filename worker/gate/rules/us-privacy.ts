/** IAB US Privacy string: notice and opt-out of sale under the California law, before GPP. */
import type { GateRule } from "../rule.ts";
import { isClearUsPrivacy } from "../us-privacy.ts";

/** No string, or one that speaks against nothing. */
export const usPrivacy: GateRule = {
  name: "us-privacy",
  code: "signal",
  allows: ({ signals }) => signals.usPrivacy === null || isClearUsPrivacy(signals.usPrivacy),
};
