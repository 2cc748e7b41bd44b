/**
 * The restraint, as data: how often, how soon again, how varied. One column a purpose.
 *
 * Adverts are held shortest: the numbers follow what frequency-capping guides of ad servers call conservative (a
 * creative once an hour and a handful of times a week). What a person follows by choice (posts, groups) may come back
 * more often. Change a number here and its tests in `test/decision` say what it meant.
 */
import type { Caps } from "../domain/decision.ts";
import type { Purpose } from "../domain/vocabulary.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** A silence, and the slow way back to full weight after it. */
export interface Rest {
  readonly silentDays: number;
  readonly climbDays: number;
}

/** What one piece of feedback does to the thing it was about, to its campaign and to its topics. */
export interface Fatigue {
  readonly creative: Rest;
  readonly campaign: Rest;
  readonly topic: Rest;
}

export interface Limits {
  /** Most showings to one person. A candidate's own caps may only be lower. */
  readonly creative: Required<Caps>;
  readonly campaign: Required<Caps>;
  readonly advertiser: Required<Caps>;
  readonly topic: Required<Caps>;
  /** No topic may have more than this share of the last seven days' decisions … */
  readonly topicShare: number;
  /** … but this many are free: the first decision of a week is all of it. */
  readonly freePerTopic: number;
  /** Between two of them in one conversation; null: as many as are wanted. */
  readonly pacing: { readonly turns: number; readonly ms: number } | null;
  /** How long a topic rests after the person bought or owned something of it; 0: not at all. */
  readonly coolDownMs: number;
  readonly dismissed: Fatigue;
  readonly notInterested: Fatigue;
  /** May an interest from a single mention be used? */
  readonly needsUsable: boolean;
  /** Share of slots that go to a random eligible candidate. */
  readonly exploration: number;
}

const NONE: Rest = { silentDays: 0, climbDays: 0 };

export const LIMITS: Record<Purpose, Limits> = {
  ads: {
    creative: { hour: 1, day: 2, week: 5 },
    campaign: { hour: 2, day: 4, week: 10 },
    advertiser: { hour: 2, day: 6, week: 15 },
    topic: { hour: 2, day: 5, week: 12 },
    topicShare: 0.5,
    freePerTopic: 2,
    pacing: { turns: 5, ms: 10 * MINUTE_MS },
    coolDownMs: 90 * DAY_MS,
    dismissed: { creative: { silentDays: 3, climbDays: 14 }, campaign: { silentDays: 0, climbDays: 14 }, topic: { silentDays: 0, climbDays: 7 } },
    notInterested: { creative: { silentDays: 14, climbDays: 28 }, campaign: { silentDays: 14, climbDays: 28 }, topic: { silentDays: 14, climbDays: 28 } },
    needsUsable: true,
    exploration: 0.05,
  },
  content: {
    creative: { hour: 2, day: 4, week: 10 },
    campaign: { hour: 10, day: 30, week: 100 },
    advertiser: { hour: 10, day: 30, week: 100 },
    topic: { hour: 20, day: 60, week: 200 },
    topicShare: 0.5,
    freePerTopic: 5,
    pacing: null,
    coolDownMs: 0,
    dismissed: { creative: { silentDays: 3, climbDays: 7 }, campaign: NONE, topic: { silentDays: 0, climbDays: 2 } },
    notInterested: { creative: { silentDays: 14, climbDays: 28 }, campaign: { silentDays: 0, climbDays: 14 }, topic: { silentDays: 0, climbDays: 14 } },
    needsUsable: false,
    exploration: 0.1,
  },
  groups: {
    creative: { hour: 2, day: 3, week: 7 },
    campaign: { hour: 5, day: 15, week: 50 },
    advertiser: { hour: 5, day: 15, week: 50 },
    topic: { hour: 10, day: 30, week: 100 },
    topicShare: 0.5,
    freePerTopic: 5,
    pacing: null,
    coolDownMs: 0,
    dismissed: { creative: { silentDays: 7, climbDays: 14 }, campaign: NONE, topic: { silentDays: 0, climbDays: 2 } },
    notInterested: { creative: { silentDays: 14, climbDays: 28 }, campaign: { silentDays: 0, climbDays: 14 }, topic: { silentDays: 0, climbDays: 14 } },
    needsUsable: false,
    exploration: 0.1,
  },
};
