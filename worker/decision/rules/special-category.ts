import { topicById } from "../../domain/topics.ts";
import type { Rule } from "./rule.ts";

/**
 * It is about a special category: by what it declares, by its topics, or by its words, whichever says so.
 *
 * A clinic's advert tagged "Science" is refused for its words. A topic or category that is not known to be
 * harmless counts as special: the taxonomy has more nodes than the model has labels, and those left out are not all tame.
 */
export const specialCategory: Rule = {
  name: "special_category",
  refuses: ({ candidate, about }) =>
    candidate.sensitive.length > 0 ||
    about.some((id) => topicById(id)?.eligible !== true) ||
    (candidate.categories ?? []).some((id) => topicById(id)?.eligible !== true),
};
