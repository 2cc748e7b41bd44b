/** The rules in the order in which they are asked; the first that refuses is the one that is named. */
import { advertiserCap } from "./advertiser-cap.ts";
import { blockedTopic } from "./blocked-topic.ts";
import { campaignCap } from "./campaign-cap.ts";
import { coolDown } from "./cool-down.ts";
import { creativeCap } from "./creative-cap.ts";
import { fatigue } from "./fatigue.ts";
import { notUsableYet } from "./not-usable-yet.ts";
import { pacing } from "./pacing.ts";
import { purposeOff } from "./purpose-off.ts";
import { quiet } from "./quiet.ts";
import type { Rule } from "./rule.ts";
import { specialCategory } from "./special-category.ts";
import { topicCap } from "./topic-cap.ts";
import { topicShare } from "./topic-share.ts";

/** What the person wants and what may never be, then restraint. Asked once a candidate. */
export const STANDING_RULES: readonly Rule[] = [blockedTopic, specialCategory, purposeOff, quiet, pacing, notUsableYet, coolDown, fatigue];

/** Caps and shares: asked when a place is to be filled, because each pick of the same answer counts as shown. */
export const LIMIT_RULES: readonly Rule[] = [creativeCap, campaignCap, advertiserCap, topicCap, topicShare];

export const RULES: readonly Rule[] = [...STANDING_RULES, ...LIMIT_RULES];

/** Their names, as a pick that passed them all carries them. */
export const RULE_NAMES: readonly string[] = RULES.map(({ name }) => name);
