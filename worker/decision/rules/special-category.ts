import { topicById } from "../../domain/topics.ts";
import type { Rule } from "./rule.ts";

/**
 * It is about a special category: by what it declares, by its topics, or by its words, whichever says so.
 *
 * A clinic's advert tagged "Science" is refused for its words. A declared category that is not a topic known to be
 * harmless counts as special: whoever fills the field in has a reason.
 */
export const specialCategory: Rule = {
  name: "special_category",
  refuses: ({ candidate, about }) =>
    candidate.sensitive.length > 0 ||
    about.some((id) => topicById(id)?.eligible === false) ||
    (candidate.categories ?? []).some((id) => topicById(id)?.eligible !== true),
};
