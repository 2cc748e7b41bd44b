import type { Rule } from "./rule.ts";

/** Its advertiser was shown to this person often enough. */
export const advertiserCap: Rule = {
  name: "advertiser_cap",
  refuses: ({ candidate }, { showings, limits }) =>
    candidate.advertiser !== undefined && showings.reached("advertiser", candidate.advertiser, limits.advertiser),
};
