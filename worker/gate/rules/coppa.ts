/** A request that a service marks as a child's under COPPA is a child's, whatever the token says. */
import type { GateRule } from "../rule.ts";

/** Not marked, or marked "0". A malformed mark is a doubt about a child, so it refuses as well. */
export const coppa: GateRule = {
  name: "coppa",
  code: "minor",
  allows: ({ signals }) => signals.coppa === null || signals.coppa === "0",
};
