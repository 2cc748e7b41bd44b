/** The message is about a sensitive matter, personal or not, as far as model or lexicon can tell. */
import type { Rule } from "./rule.ts";

export const sensitiveNow: Rule = (heard) => (heard.sensitive.some(({ certain }) => certain) ? { code: "sensitive", rule: "sensitive_now" } : heard);
