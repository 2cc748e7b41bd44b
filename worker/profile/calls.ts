/** What may be asked of a person's objects, and what they answer. */
import type { HistoryEntry } from "../domain/decision.ts";
import type { Observation, ObserveOutcome } from "../domain/observation.ts";
import type { Interest, PersonView, Preferences, StandingIntent } from "../domain/person.ts";
import type { FeedbackKind, SignalKind } from "./fold/weights.ts";

export type { PreferencesPatch, TopicAction } from "./choices.ts";
export { FEEDBACK_WEIGHT, type FeedbackKind, SIGNAL_KINDS, SIGNAL_WEIGHT, type SignalKind } from "./fold/weights.ts";
export type { Observation, ObserveOutcome, PersonView };

/** A person on one surface of one tenant. */
export interface Who extends Person {
  /** Any name but the empty one. */
  readonly surface: string;
}

export interface Person {
  readonly tenant: string;
  readonly user: string;
}

/** A question on the request path; answering it writes nothing. */
export interface Ask {
  /** Epoch ms. */
  readonly now: number;
  /** With an id the answer says whether it was `seen`, and the message counts for `rateLimited` and `turn`. */
  readonly messageId?: string;
  readonly conversation?: string;
  /** false: leave past decisions out, which a lookup has no use for; true when left out. */
  readonly history?: boolean;
}

/** A suppressed turn happened; remembered in memory only. */
export interface Hush {
  readonly conversation: string;
  readonly now: number;
}

/** Something the person did, by topic. */
export interface SignalEvent {
  readonly now: number;
  /** The caller's id of the event: the same id twice counts once. */
  readonly id: string;
  readonly kind: SignalKind;
  readonly topics: readonly string[];
}

/** "ineligible": none of the topics may enter a profile, or none is known. */
export type SignalOutcome = Exclude<ObserveOutcome, "hushed"> | "ineligible";

/** What came back on a decision. */
export interface FeedbackEvent {
  readonly now: number;
  /** The caller's id of the event: the same id twice counts once. */
  readonly id: string;
  readonly decision: string;
  /** Which of the decision's picks; all of them when left out. */
  readonly candidate?: string;
  readonly kind: FeedbackKind;
}

export type FeedbackOutcome = "recorded" | "duplicate" | "unknown_decision" | "erased";

/** A learned message with its price: rows as the bill counts them, and whether an alarm was set (a row more). */
export interface Measured {
  readonly outcome: ObserveOutcome;
  readonly rowsWritten: number;
  readonly alarmSet: boolean;
}

/** "unknown_topic": not in the taxonomy. "ineligible": such a topic can be blocked, never boosted. */
export type TopicOutcome =
  | { readonly kind: "done"; readonly preferences: Preferences }
  | { readonly kind: "refused"; readonly reason: "unknown_topic" | "ineligible" | "nothing_to_undo" | "erased" };

export type PreferencesOutcome = { readonly kind: "done"; readonly preferences: Preferences } | { readonly kind: "refused"; readonly reason: "erased" };

/** An interest with its receipt and its name. */
export interface NamedInterest extends Interest {
  readonly name: string;
  readonly path: string;
}

/** A topic that was taken out and can still be brought back. */
export interface Removed {
  readonly topic: string;
  readonly name: string;
  readonly removedAt: number;
  readonly undoUntil: number;
}

/** A joined account as the person sees it. */
export interface LinkView {
  readonly id: string;
  readonly since: number;
  /** Own surface that was joined. */
  readonly surface: string;
  /** The other account's surface. */
  readonly otherSurface: string;
}

/** Everything that is kept, for the person it is about. */
export interface MeView {
  readonly status: "empty" | "present" | "erased";
  /** The person's own choices. */
  readonly preferences: Preferences;
  /** What holds when joined accounts chose differently: the stricter choice. */
  readonly effective: Preferences;
  readonly surfaces: readonly { readonly surface: string; readonly since: number; readonly lastSeen: number | null }[];
  /** Best first, blocked ones left out. The person sees them also while personalisation is off. */
  readonly interests: readonly NamedInterest[];
  readonly intents: readonly StandingIntent[];
  readonly removed: readonly Removed[];
  readonly cooldowns: readonly { readonly topic: string; readonly name: string; readonly at: number; readonly until: number }[];
  readonly links: readonly LinkView[];
  /** Newest first. */
  readonly decisions: readonly HistoryEntry[];
  /** Sentences on what is not kept. */
  readonly notKept: readonly string[];
  /** Set after an erasure: until when late messages are refused. */
  readonly erasedUntil: number | null;
}

/** What an erasure took away. */
export interface ErasedSummary {
  readonly erasedAt: number;
  /** Until then nothing is learned, unless the person starts again. */
  readonly staysErasedUntil: number;
  readonly surfaces: number;
  readonly interests: number;
  readonly intents: number;
  readonly removedTopics: number;
  readonly decisions: number;
  readonly links: number;
  readonly preferences: boolean;
}

/** A one-time code, to be entered on the other account within ten minutes. */
export type LinkCode =
  | { readonly kind: "code"; readonly code: string; readonly expiresAt: number }
  | { readonly kind: "refused"; readonly reason: "erased" | "too_many" };

export type LinkOutcome =
  | { readonly kind: "linked"; readonly link: LinkView }
  | { readonly kind: "refused"; readonly reason: "unknown_code" | "same_account" | "too_many" | "erased" };
