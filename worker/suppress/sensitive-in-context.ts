/** "Which one is cheaper?" after a question about a treatment: the earlier turns make the harmless one sensitive. */
import type { Rule } from "./rule.ts";

export const sensitiveInContext: Rule = (heard) => (heard.context.length > 0 ? { code: "sensitive", rule: "sensitive_in_context" } : heard);
