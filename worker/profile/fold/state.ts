/**
 * The profile: everything that is kept of one person on one surface, in one row.
 *
 * Lists are sorted by their keys, so that equal profiles are equal bytes. There is no text, no embedding, no user id,
 * and nothing that says that a message was ever suppressed.
 */
import type { Intent, Source } from "../../domain/vocabulary.ts";
import type { Fading } from "./counter.ts";
import type { Session } from "./sessions.ts";

/** What was said ("chat") and what was done ("signal") fade at different speeds, so each has its own counter. */
export type Lane = "chat" | "signal";

/** One topic in one lane, with its receipt. */
export interface Counter extends Fading {
  readonly topic: string;
  readonly lane: Lane;
  /** When it was seen; empty while only something was taken away. */
  readonly sessions: readonly Session[];
  /** A strong buying intent was among the events. */
  readonly strong: boolean;
  /** How many events fed it. */
  readonly count: number;
  /** In the order of the vocabulary. */
  readonly sources: readonly Source[];
  /** Model of the latest event; "-" for acts, which no model reads. */
  readonly model: string;
}

export interface IntentCounter extends Fading {
  readonly name: Intent;
  /** Epoch ms. */
  readonly lastSeen: number;
}

/** The person has this already: adverts for the topic rest. */
export interface Cooldown {
  readonly topic: string;
  /** Epoch ms of the latest such event. */
  readonly at: number;
}

/** Counters that the person took out; can be brought back for 30 days. */
export interface Removal {
  /** The topic that the person named; a tier-1 topic takes its children along. */
  readonly topic: string;
  readonly at: number;
  readonly counters: readonly Counter[];
}

/** The fingerprint (keyed hash) of a message or event id, with the minute it came in. */
export type Mark = readonly [minute: number, fingerprint: string];

/** A conversation (keyed hash): the minute of its last learned message, and the turns that are known of it. */
export type Talk = readonly [minute: number, conversation: string, turns: number];

/** The copy that the ledger has. The outbox is the difference between it and the profile: no event can be lost from it. */
export interface Sent {
  readonly topics: readonly string[];
  /** Grows with every flush. */
  readonly sequence: number;
}

export interface Profile {
  /** Newest minute that was folded in. */
  readonly window: number;
  readonly counters: readonly Counter[];
  readonly intents: readonly IntentCounter[];
  readonly cooldowns: readonly Cooldown[];
  readonly removals: readonly Removal[];
  /** Ids seen before, oldest first. */
  readonly marks: readonly Mark[];
  readonly sent: Sent;
  /** The latest conversations, the latest last. Not part of the fold: it only hands them on. Missing reads as none. */
  readonly talks?: readonly Talk[];
}

export const EMPTY_PROFILE: Profile = {
  window: 0,
  counters: [],
  intents: [],
  cooldowns: [],
  removals: [],
  marks: [],
  sent: { topics: [], sequence: 0 },
};
