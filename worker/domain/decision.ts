/** Candidates in, picks out: the vocabulary of the ranker. */
import type { Intent, Purpose, SkipCode } from "./vocabulary.ts";

/** How often something may be shown to one person. */
export interface Caps {
  readonly hour?: number;
  readonly day?: number;
  readonly week?: number;
}

/** Something that a caller could show. */
export interface Candidate {
  readonly id: string;
  /** Topic ids of the taxonomy. */
  readonly topics: readonly string[];
  readonly intents?: readonly Intent[];
  /** Words of the advert or post; classified so that a clinic's advert is refused whatever its topic tag says. Never stored. */
  readonly text?: string;
  /** What showing it is worth to the caller, any unit above 0; 1 when left out. */
  readonly value?: number;
  readonly advertiser?: string;
  readonly campaign?: string;
  readonly caps?: Caps;
  /** Declared special categories (names of SENSITIVE_CATEGORIES) or IAB ids. */
  readonly categories?: readonly string[];
}

/** Why a pick was made. `rules` names the eligibility rules that were asked and let it pass. */
export interface Pick {
  readonly id: string;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** One content-free reason. */
export interface Reason {
  readonly kind: "interest" | "interest_parent" | "intent" | "message" | "boosted" | "value" | "exploration" | "contextual";
  /** Topic id or intent name, where the reason is about one. */
  readonly of?: string;
  readonly weight: number;
}

/** One past decision about this person, as caps and fatigue need it. No text. */
export interface HistoryEntry {
  readonly decision: string;
  readonly candidate: string;
  readonly purpose: Purpose;
  readonly at: number;
  readonly topics: readonly string[];
  readonly advertiser?: string;
  readonly campaign?: string;
  readonly conversation?: string;
  /** Turn number of that conversation when it was decided, as far as this isolate's object counted it. */
  readonly turn?: number;
  readonly reasons: readonly Reason[];
  readonly rules: readonly string[];
  readonly exploration: boolean;
  /** Epoch ms of what came back, if anything did. */
  readonly impressionAt?: number;
  readonly clickAt?: number;
  readonly dismissedAt?: number;
  readonly notInterestedAt?: number;
  readonly ownedAt?: number;
}

/** The answer of the ranker. */
export interface Decision {
  readonly decision_id: string;
  readonly purpose: Purpose;
  readonly picks: readonly Pick[];
  /** Set when nothing was picked on purpose. */
  readonly skip_code: SkipCode | null;
}
