/** Languages that neither net was built for: a sensitive message in them would pass unseen. */
import type { Rule } from "./rule.ts";

export const unsupportedLanguage: Rule = (heard) => (heard.language === "other" ? { code: "unsupported_language", rule: "unsupported_language" } : heard);
