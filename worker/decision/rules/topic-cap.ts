import type { Rule } from "./rule.ts";

/** One of its topics was shown to this person often enough. */
export const topicCap: Rule = {
  name: "topic_cap",
  refuses: ({ topics }, { showings, limits }) => topics.some((topic) => showings.reached("topic", topic, limits.topic)),
};
