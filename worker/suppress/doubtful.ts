/**
 * It may be sensitive, and nobody can be sure: such a message is not worth the risk. Answered like any other unsure one, and
 * unlike a suppressed one it does not keep the next turns out.
 */
import type { Rule } from "./rule.ts";

export const doubtful: Rule = (heard) => (heard.sensitive.length > 0 ? { code: "low_confidence", rule: "doubtful" } : heard);
