/** What there is to show: adverts of a few hundred campaigns, about topics that people have and topics that they have not. */
import type { RankCandidate } from "../../worker/decision/rank.ts";
import { isTier1, TOPICS } from "../../worker/domain/topics.ts";
import { Chance } from "./chance.ts";

/** Topics of the simulated world: every other eligible leaf. */
export const WORLD_TOPICS: readonly string[] = TOPICS.filter((topic) => topic.eligible && !isTier1(topic))
  .filter((_, at) => at % 2 === 0)
  .map(({ id }) => id);

const CREATIVES_PER_TOPIC = 3;
const ADVERTISERS = 40;
/** What one ad server has at hand for one call. */
const OFFERED = 40;

/** The whole inventory: three creatives a topic, in one campaign, worth between a half and two. */
export function inventory(seed: string): RankCandidate[] {
  const chance = new Chance(seed, "market");
  return WORLD_TOPICS.flatMap((topic, at) =>
    Array.from(
      { length: CREATIVES_PER_TOPIC },
      (_, number): RankCandidate => ({
        id: `${topic}-${number}`,
        topics: [topic],
        intents: ["purchase", "compare", "book"],
        value: 0.5 + 1.5 * chance.unit(),
        campaign: `campaign-${topic}`,
        advertiser: `advertiser-${at % ADVERTISERS}`,
        sensitive: [],
        found: [],
      }),
    ),
  );
}

/** What is on offer for one call. */
export const offer = (all: readonly RankCandidate[], chance: Chance): RankCandidate[] => chance.some(all, OFFERED);
