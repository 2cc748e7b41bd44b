/**
 * Invented people. Those with a trait and those without write ordinary messages in the same numbers, drawn from the same
 * texts; those with the trait write about it on top. So whatever tells the two groups apart afterwards is what the
 * sensitive messages left behind, and nothing else.
 */

import type { SensitiveCategory } from "../../worker/domain/vocabulary.ts";
import type { Pools } from "./corpus.ts";
import { between, oneOf, type Random } from "./random.ts";

const MINUTE_MS = 60_000;
/** Messages are spread over so many days: all of an interest's life but its last two days. */
const DAYS = 28;

/** One message at its moment. */
export interface Said {
  readonly at: number;
  readonly conversation: string;
  readonly text: string;
}

/** Everything that one person wrote, oldest first. */
export type Writing = readonly Said[];

/** Conversations that everybody has, and messages in each; a quarter of those messages look sensitive and are not. */
const CONVERSATIONS = { least: 6, most: 18 } as const;
const MESSAGES = { least: 1, most: 3 } as const;
const LOOKALIKE_SHARE = 0.25;
/** Conversations about the trait: one message about it, then up to two more; every other one of those is about it too. */
const SENSITIVE_CONVERSATIONS = { least: 3, most: 8 } as const;
const FOLLOW_UPS = { least: 0, most: 2 } as const;
const FOLLOW_UP_SHARE = 0.5;

/**
 * One person.
 * @param trait null for somebody without any
 * @param start epoch ms of the first day
 */
export function somebody(random: Random, { sensitive, lookalikes, clean }: Pools, trait: SensitiveCategory | null, start: number): Writing {
  const ordinary = () => oneOf(random, random() < LOOKALIKE_SHARE && lookalikes.length > 0 ? lookalikes : clean);
  const conversations: string[][] = Array.from({ length: between(random, CONVERSATIONS.least, CONVERSATIONS.most) }, () =>
    Array.from({ length: between(random, MESSAGES.least, MESSAGES.most) }, ordinary),
  );
  if (trait !== null) {
    for (let left = between(random, SENSITIVE_CONVERSATIONS.least, SENSITIVE_CONVERSATIONS.most); left > 0; left--) {
      const more = Array.from({ length: between(random, FOLLOW_UPS.least, FOLLOW_UPS.most) }, () =>
        random() < FOLLOW_UP_SHARE ? oneOf(random, sensitive[trait]) : ordinary(),
      );
      conversations.push([oneOf(random, sensitive[trait]), ...more]);
    }
  }
  return conversations
    .flatMap((texts, number) => {
      const begin = start + Math.floor(random() * DAYS * 24 * 60) * MINUTE_MS;
      return texts.map((text, turn): Said => ({ at: begin + turn * 2 * MINUTE_MS, conversation: `c${number}`, text }));
    })
    .sort((a, b) => a.at - b.at);
}

/** The moment at which everybody's profile is looked at. */
export const lookedAt = (start: number): number => start + (DAYS + 1) * 24 * 60 * MINUTE_MS;
