/** The message is about a sensitive matter, personal or not, as far as model or lexicon can tell. */
import { isSure } from "./certainty.ts";
import type { Rule } from "./rule.ts";

export const sensitiveNow: Rule = (heard) => (isSure(heard.sensitive) ? { code: "sensitive", rule: "sensitive_now" } : heard);
