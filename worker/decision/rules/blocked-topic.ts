import { covered } from "../specific.ts";
import type { Rule } from "./rule.ts";

/** The person blocked one of its topics, declared or found in its words. A blocked tier-1 node covers its children. */
export const blockedTopic: Rule = {
  name: "blocked_topic",
  refuses: ({ about }, { blocked }) => blocked.size > 0 && about.some((topic) => covered(topic, blocked)),
};
