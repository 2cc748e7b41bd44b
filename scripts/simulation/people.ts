/**
 * A thousand people and what they say in 90 days. What a person says does not depend on what they are shown, so every
 * ranker meets the same people.
 */
import type { ScoredIntent, ScoredTopic } from "../../worker/domain/classification.ts";
import { topicById } from "../../worker/domain/topics.ts";
import type { Intent } from "../../worker/domain/vocabulary.ts";
import { Chance } from "./chance.ts";
import { WORLD_TOPICS } from "./market.ts";

export const DAYS = 90;
export const DAY_MS = 86_400_000;
export const START = Date.parse("2026-01-05T00:00:00Z");
/** From this day on a fifth of the people say nothing any more. */
export const SILENT_FROM = 58;

/** How people behave, and how many of a thousand do. */
export const KINDS = {
  buyer: 200,
  browser: 300,
  dismisser: 150,
  "sensitive talker": 150,
  mover: 100,
  blocker: 100,
} as const;
export type Kind = keyof typeof KINDS;

export interface Turn {
  readonly at: number;
  readonly conversation: string;
  /** About something sensitive: suppressed, never learned. */
  readonly sensitive: boolean;
  readonly topics: readonly ScoredTopic[];
  readonly intents: readonly ScoredIntent[];
}

export interface Day {
  readonly turns: readonly Turn[];
  /** What they would like to see today, by topic, 0 to 1: the truth that no ranker knows. */
  readonly likes: ReadonlyMap<string, number>;
  /** Bought this evening. */
  readonly buys: string | null;
  /** Blocked this morning. */
  readonly blocks: string | null;
}

export interface Person {
  readonly id: string;
  readonly kind: Kind;
  readonly days: readonly Day[];
}

/** The people, the same for the same seed. `share` of 1 makes a thousand. */
export function population(seed: string, share = 1): Person[] {
  return Object.entries(KINDS).flatMap(([kind, size]) =>
    Array.from({ length: Math.round(size * share) }, (_, at) => person(`${kind} ${at}`, kind as Kind, at % 5 === 0, new Chance(seed, kind, at))),
  );
}

function person(id: string, kind: Kind, fallsSilent: boolean, chance: Chance): Person {
  const first = chance.some(WORLD_TOPICS, chance.between(3, 5));
  const second = kind === "mover" ? chance.some(WORLD_TOPICS, first.length) : first;
  const movesOn = chance.between(35, 50);
  const wanted = chance.one(first);
  const buysOn = kind === "buyer" ? chance.between(20, 45) : null;
  const blocksOn = kind === "blocker" ? chance.between(15, 45) : null;
  // Half of those who block, block the whole branch.
  const blocked = chance.happens(0.5) ? wanted : (topicById(wanted)?.tier1 ?? wanted);
  const days = Array.from({ length: DAYS }, (_, day): Day => {
    const interests = day < movesOn ? first : second;
    const bought = buysOn !== null && day > buysOn;
    const likes = new Map(interests.filter((topic) => !(bought && topic === wanted)).map((topic, at) => [topic, 1 - 0.15 * at]));
    const talks = chance.happens(0.25) && !(fallsSilent && day >= SILENT_FROM);
    const research = buysOn !== null && day <= buysOn && day > buysOn - 12 ? wanted : null;
    return {
      turns: talks ? conversation(id, kind, day, interests, research, bought ? wanted : null, chance) : [],
      likes,
      buys: day === buysOn ? wanted : null,
      blocks: day === blocksOn ? blocked : null,
    };
  });
  return { id, kind, days };
}

function conversation(
  id: string,
  kind: Kind,
  day: number,
  interests: readonly string[],
  research: string | null,
  owned: string | null,
  chance: Chance,
): Turn[] {
  let at = START + day * DAY_MS + chance.between(8 * 60, 22 * 60) * 60_000;
  return Array.from({ length: chance.between(2, 9) }, (): Turn => {
    at += chance.between(20, 240) * 1000;
    const sensitive = chance.happens(kind === "sensitive talker" ? 0.2 : 0.01);
    // One remark in five is about something that does not matter to them.
    const topic = chance.happens(0.2) ? chance.one(WORLD_TOPICS) : research !== null && chance.happens(0.6) ? research : chance.one(interests);
    const score = 0.55 + 0.45 * chance.unit();
    const tier1 = topicById(topic)?.tier1 ?? topic;
    return {
      at,
      conversation: `${id} ${day}`,
      sensitive,
      topics: [
        { id: topic, score },
        { id: tier1, score },
      ],
      intents: [{ name: intent(topic === research, topic === owned, chance), score: 0.5 + 0.5 * chance.unit() }],
    };
  });
}

function intent(researching: boolean, owning: boolean, chance: Chance): Intent {
  if (owning) return chance.one(["own", "support", "learn"]);
  if (researching) return chance.one(["compare", "recommend", "purchase", "plan"]);
  return chance.one(["learn", "chat", "recommend", "plan", "fix"]);
}
