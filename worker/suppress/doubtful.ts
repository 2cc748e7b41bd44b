/** Nothing sensitive was found, but it was close: such a message is not worth the risk. Answered like any other unsure one. */
import type { Rule } from "./rule.ts";

export const doubtful: Rule = (heard) => (heard.doubtful === true ? { code: "low_confidence", rule: "doubtful" } : heard);
