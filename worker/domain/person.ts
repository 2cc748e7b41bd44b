/** What is known about one person on one surface, as the stages hand it to each other. */
import type { HistoryEntry } from "./decision.ts";
import type { Intent, Purpose, Source } from "./vocabulary.ts";

/** What the person wants. Belongs to the person: it holds on every surface. */
export interface Preferences {
  /** "paused" keeps and freezes the profile; "off" learns nothing and decides from the message alone. */
  readonly personalisation: "on" | "paused" | "off";
  /** A purpose that is false gets an empty profile. */
  readonly purposes: Readonly<Record<Purpose, boolean>>;
  /** Topic ids; a tier-1 id covers its children. */
  readonly blocked: readonly string[];
  readonly boosted: readonly string[];
}

/** What holds for somebody who never said anything. */
export const DEFAULT_PREFERENCES: Preferences = {
  personalisation: "on",
  purposes: { ads: true, content: true, groups: true },
  blocked: [],
  boosted: [],
};

/** One interest, decayed to the moment of reading, with its receipt. */
export interface Interest {
  readonly topic: string;
  /** 0 to 1: the decayed counter squeezed by value / (value + 1), boost included. */
  readonly score: number;
  /** Two sessions an hour apart, or one strong buying intent: only then may advertising use it. */
  readonly usable: boolean;
  /** Epoch milliseconds. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** How many events fed it. */
  readonly count: number;
  readonly sources: readonly Source[];
  readonly surfaces: readonly string[];
  readonly halfLifeDays: number;
  readonly model: string;
}

/** One intent, decayed to the moment of reading. */
export interface StandingIntent {
  readonly name: Intent;
  readonly score: number;
}

/** Everything that the request path needs to know of a person: one RPC, no write. */
export interface PersonView {
  readonly status: "empty" | "present" | "erased";
  readonly preferences: Preferences;
  /** Best first, at most 20, blocked and expired ones left out, linked surfaces summed in. */
  readonly interests: readonly Interest[];
  readonly intents: readonly StandingIntent[];
  /** The message id that was asked about has been learned from already. */
  readonly seen: boolean;
  /** More messages in this minute than one person can write. */
  readonly rateLimited: boolean;
  /** The conversation had a suppressed turn within the last 3 turns or 10 minutes (memory only). */
  readonly hushed: boolean;
  /** Messages of that conversation that are known of, this one included, from memory or from what was learned and decided; never more than there were; 1 when no earlier one is known. */
  readonly turn: number;
  /** Topics that the person bought or owns something of, newest first; adverts for them rest. Missing reads as none. */
  readonly cooldowns?: readonly { readonly topic: string /** Epoch ms. */; readonly at: number }[];
  /** Recent decisions of this person, newest first, for caps, fatigue and pacing. */
  readonly history: readonly HistoryEntry[];
}
