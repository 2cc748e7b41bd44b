import type { Rule } from "./rule.ts";

/** Its campaign was shown to this person often enough. */
export const campaignCap: Rule = {
  name: "campaign_cap",
  refuses: ({ candidate }, { showings, limits }) => candidate.campaign !== undefined && showings.reached("campaign", candidate.campaign, limits.campaign),
};
