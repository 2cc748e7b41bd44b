import type { Rule } from "./rule.ts";

/** One of its topics would take more than half of the week: nobody is one interest. The first few are free. */
export const topicShare: Rule = {
  name: "topic_share",
  refuses: ({ topics }, { showings, limits }) =>
    topics.some((topic) => {
      const { ofTopic, total } = showings.week(topic);
      return ofTopic + 1 > limits.freePerTopic && ofTopic + 1 > limits.topicShare * (total + 1);
    }),
};
