import type { Rule } from "./rule.ts";

/**
 * The person mentioned its topic once: an advert for that would feel like being overheard. Waits for the second
 * session or a strong buying intent, unless this very message is about it.
 */
export const notUsableYet: Rule = {
  name: "not_usable_yet",
  refuses: ({ topics }, { unripe, interests, messageTopics }) =>
    unripe.size > 0 && topics.some((topic) => unripe.has(topic)) && !topics.some((topic) => interests.has(topic) || messageTopics.has(topic)),
};
