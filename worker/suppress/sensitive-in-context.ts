/** "Which one is cheaper?" after a question about a treatment: the earlier turns make the harmless one sensitive. */
import { isSure } from "./certainty.ts";
import type { Rule } from "./rule.ts";

export const sensitiveInContext: Rule = (heard) => (isSure(heard.context) ? { code: "sensitive", rule: "sensitive_in_context" } : heard);
