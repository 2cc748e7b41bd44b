/**
 * How often things were shown lately: one pass over the history, then only look-ups.
 *
 * A decision counts as a showing from the moment it is made: to wait for an impression event would let a burst of
 * calls pass every cap.
 */
import type { Caps, HistoryEntry } from "../domain/decision.ts";
import { DAY_MS, HOUR_MS, WEEK_MS } from "./limits.ts";
import { specific } from "./specific.ts";

/** What can be counted. */
export const SORTS = ["creative", "campaign", "advertiser", "topic"] as const;
export type Sort = (typeof SORTS)[number];

type Counts = { hour: number; day: number; week: number };

/** What a showing is of. */
export interface Shown {
  readonly creative: string;
  readonly campaign: string | undefined;
  readonly advertiser: string | undefined;
  readonly topics: readonly string[];
}

/** Counters over the last hour, day and week, of one purpose. Grows while picks are made, so that an answer obeys its own caps. */
export class Showings {
  readonly #counts: Record<Sort, Map<string, Counts>> = { creative: new Map(), campaign: new Map(), advertiser: new Map(), topic: new Map() };
  #total = 0;

  constructor(history: readonly HistoryEntry[], now: number) {
    for (const entry of history) {
      const age = now - entry.at;
      if (age >= WEEK_MS) continue;
      this.#add({ creative: entry.candidate, campaign: entry.campaign, advertiser: entry.advertiser, topics: specific(entry.topics) }, age);
    }
  }

  /** Counts a pick of this answer. */
  add(shown: Shown): void {
    this.#add(shown, 0);
  }

  /** Would one more go over? */
  reached(sort: Sort, name: string, caps: Caps): boolean {
    const counts = this.#counts[sort].get(name);
    return over(counts?.hour, caps.hour) || over(counts?.day, caps.day) || over(counts?.week, caps.week);
  }

  /** Showings of the last seven days, of a topic and altogether. */
  week(topic: string): { readonly ofTopic: number; readonly total: number } {
    return { ofTopic: this.#counts.topic.get(topic)?.week ?? 0, total: this.#total };
  }

  #add({ creative, campaign, advertiser, topics }: Shown, age: number): void {
    this.#total++;
    this.#count("creative", creative, age);
    if (campaign !== undefined) this.#count("campaign", campaign, age);
    if (advertiser !== undefined) this.#count("advertiser", advertiser, age);
    for (const topic of topics) this.#count("topic", topic, age);
  }

  #count(sort: Sort, name: string, age: number): void {
    const counts = this.#counts[sort].get(name) ?? { hour: 0, day: 0, week: 0 };
    counts.week++;
    if (age < DAY_MS) counts.day++;
    if (age < HOUR_MS) counts.hour++;
    this.#counts[sort].set(name, counts);
  }
}

const over = (count = 0, cap = Number.POSITIVE_INFINITY): boolean => count >= cap;
