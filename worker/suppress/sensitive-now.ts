/** The message is about a sensitive matter, personal or not, as far as model or lexicon can tell. */
import type { Rule } from "./rule.ts";

export const sensitiveNow: Rule = (heard) => (heard.sensitive.length > 0 ? { code: "sensitive", rule: "sensitive_now" } : heard);
