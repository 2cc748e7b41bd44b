/** No topic reached its threshold: small talk, thanks, or words about nothing that Inkling can name. */
import type { Rule } from "./rule.ts";

export const lowConfidence: Rule = (heard) => (heard.topics.length === 0 ? { code: "low_confidence", rule: "low_confidence" } : heard);
