/** What came of it, in the numbers that the promises are about. */
import type { Life, Shown } from "./live.ts";
import { DAY_MS, DAYS, START } from "./people.ts";

const WEEK_MS = 7 * DAY_MS;
/** Interests from conversations are gone after this long. */
const SILENT_MS = 30 * DAY_MS;
/** Windows with fewer decisions say nothing about shares. */
const LEAST_FOR_SHARE = 4;

export interface Measures {
  readonly calls: number;
  readonly shown: number;
  /** Mean liking of what was shown, 0 to 1. */
  readonly relevance: number;
  readonly explored: number;
  /** Mean over people of the share of their most shown topic in 90 days. */
  readonly topTopic: number;
  /** The greatest share that a topic had in anybody's seven days up to one of its showings. */
  readonly worstWeekShare: number;
  /** Most showings of one creative to one person in seven days. */
  readonly worstWeekCreative: number;
  /** Mean number of times that a person saw a creative which they saw at all. */
  readonly repeats: number;
  readonly afterBuying: number;
  readonly afterBlocking: number;
  readonly afterWaving: number;
  readonly whenHushed: number;
  /** Fewer than 5 turns or 10 minutes after the one before in a conversation. */
  readonly tooSoon: number;
  /** Interests known from conversations only, not heard of for 30 days, that a profile still shows. */
  readonly staleInterests: number;
  /** Mean liking by week. */
  readonly weekly: readonly number[];
  /** Adverts about what a buyer bought, in 100 adverts, by days since the purchase. */
  readonly aroundBuying: ReadonlyMap<number, number>;
}

const AROUND = { from: -14, to: 30 } as const;

export function measure(lives: readonly Life[]): Measures {
  const shown = lives.flatMap((life) => life.shown);
  const count = (of: (one: Shown) => boolean): number => shown.filter(of).length;
  const perPerson = lives.filter((life) => life.shown.length >= 10);
  const end = START + DAYS * DAY_MS;
  let worstWeekShare = 0;
  let worstWeekCreative = 0;
  let tooSoon = 0;
  for (const life of lives) {
    life.shown.forEach((one, at) => {
      const week = life.shown.slice(0, at + 1).filter((other) => one.at - other.at < WEEK_MS);
      if (week.length >= LEAST_FOR_SHARE) worstWeekShare = Math.max(worstWeekShare, week.filter(({ topic }) => topic === one.topic).length / week.length);
      worstWeekCreative = Math.max(worstWeekCreative, week.filter(({ creative }) => creative === one.creative).length);
      const before = life.shown[at - 1];
      if (before?.conversation === one.conversation && (one.turn - before.turn < 5 || one.at - before.at < 600_000)) tooSoon++;
    });
  }
  return {
    calls: sum(lives.map(({ calls }) => calls)),
    shown: shown.length,
    relevance: mean(shown.map(({ truth }) => truth)),
    explored: count(({ exploration }) => exploration) / shown.length,
    topTopic: mean(perPerson.map((life) => Math.max(...tally(life.shown.map(({ topic }) => topic)).values()) / life.shown.length)),
    worstWeekShare,
    worstWeekCreative,
    repeats: mean(lives.flatMap((life) => [...tally(life.shown.map(({ creative }) => creative)).values()])),
    afterBuying: count(({ daysSinceBuying }) => daysSinceBuying !== null),
    afterBlocking: count(({ blocked }) => blocked),
    afterWaving: count(({ daysSinceWaved }) => daysSinceWaved !== null && daysSinceWaved < 14),
    whenHushed: count(({ hushed }) => hushed),
    tooSoon,
    staleInterests: sum(
      lives.map(({ left }) => left.filter(({ sources, lastSeen }) => sources.every((source) => source === "text") && end - lastSeen >= SILENT_MS).length),
    ),
    weekly: Array.from({ length: Math.floor(DAYS / 7) }, (_, week) => mean(shown.filter(({ day }) => Math.floor(day / 7) === week).map(({ truth }) => truth))),
    aroundBuying: aroundBuying(lives),
  };
}

function aroundBuying(lives: readonly Life[]): Map<number, number> {
  const about = new Map<number, number>();
  const all = new Map<number, number>();
  for (const { person, shown } of lives) {
    const on = person.days.findIndex(({ buys }) => buys !== null);
    if (on < 0) continue;
    for (const one of shown) {
      const since = one.day - on;
      all.set(since, (all.get(since) ?? 0) + 1);
      if (one.topic === person.days[on]?.buys) about.set(since, (about.get(since) ?? 0) + 1);
    }
  }
  return new Map(
    Array.from({ length: AROUND.to - AROUND.from + 1 }, (_, at) => [
      AROUND.from + at,
      (100 * (about.get(AROUND.from + at) ?? 0)) / Math.max(1, all.get(AROUND.from + at) ?? 0),
    ]),
  );
}

/** How often each value stands in the list. */
function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : sum(values) / values.length);
