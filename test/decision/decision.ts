/** People, candidates and histories to rank, each with only what a test is about. */

import { type RankCandidate, type RankInput, type RankResult, rank } from "../../worker/decision/rank.ts";
import type { HistoryEntry } from "../../worker/domain/decision.ts";
import { DEFAULT_PREFERENCES, type Interest, type PersonView, type Preferences } from "../../worker/domain/person.ts";
import { TOPICS } from "../../worker/domain/topics.ts";

export const NOW = Date.parse("2026-11-20T12:00:00Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** "Travel" and two of its leaves, two other tier-1 nodes, and a topic that may never enter a profile. */
export const TRAVEL = "653";
export const FLIGHTS = "672";
export const HOTELS = "673";
export const SPORTS = "483";
export const BOOKS = "42";
export const INELIGIBLE = TOPICS.find(({ eligible }) => !eligible)?.id ?? "";
/** A topic that the taxonomy has and the model has not. */
export const DATING = "188";

/** Eligible leaves of other tier-1 nodes than those above. */
export const OTHERS: readonly string[] = TOPICS.filter(({ id, tier1, eligible }) => eligible && id !== tier1 && ![TRAVEL, SPORTS, BOOKS].includes(tier1)).map(
  ({ id }) => id,
);
export const other = (at: number): string => OTHERS[at] ?? "";

export const candidate = (id: string, over: Partial<RankCandidate> = {}): RankCandidate => ({ id, topics: [], sensitive: [], found: [], ...over });

export const interest = (topic: string, over: Partial<Interest> = {}): Interest => ({
  topic,
  score: 0.6,
  usable: true,
  firstSeen: NOW - 5 * DAY,
  lastSeen: NOW - DAY,
  count: 3,
  sources: ["text"],
  surfaces: ["default"],
  halfLifeDays: 7,
  model: "t1:m1",
  ...over,
});

export const view = (over: Partial<Omit<PersonView, "preferences">> & { readonly preferences?: Partial<Preferences> } = {}): PersonView => ({
  status: "present",
  interests: [],
  intents: [],
  seen: false,
  rateLimited: false,
  hushed: false,
  turn: 1,
  history: [],
  cooldowns: [],
  ...over,
  preferences: { ...DEFAULT_PREFERENCES, ...over.preferences },
});

let decisions = 0;
export const shown = (id: string, over: Partial<HistoryEntry> = {}): HistoryEntry => ({
  decision: `d${decisions++}`,
  candidate: id,
  purpose: "ads",
  at: NOW - DAY,
  topics: [],
  reasons: [],
  rules: [],
  exploration: false,
  ...over,
});

/** Ranks without chance; one pick for adverts unless said otherwise. */
export const ranked = (candidates: readonly RankCandidate[], over: Partial<RankInput> = {}): RankResult =>
  rank({ purpose: "ads", candidates, count: 1, view: view(), message: null, conversation: null, now: NOW, seed: "s", explorationShare: 0, ...over });

/** The rule that keeps the only candidate out, or "picked". */
export const verdict = (one: RankCandidate, over: Partial<RankInput> = {}): string => ranked([one], over).refused.get(one.id) ?? "picked";

export const ids = (result: RankResult): string[] => result.picks.map(({ id }) => id);
