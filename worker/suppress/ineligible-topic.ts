/**
 * Topics that may not enter a profile (special categories and their proxies, column `eligible` of the label list). The
 * leaf goes, its tier-1 node stays: "food and drink" tells nothing of wine. Nothing left means that the message was about
 * nothing else.
 */
import { topicById } from "../domain/topics.ts";
import type { Rule } from "./rule.ts";

export const ineligibleTopic: Rule = (heard) => {
  const topics = heard.topics.filter(({ id }) => topicById(id)?.eligible === true);
  if (topics.length === heard.topics.length) return heard;
  return topics.length === 0 ? { code: "sensitive", rule: "ineligible_topic" } : { ...heard, topics };
};
