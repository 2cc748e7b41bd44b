/** What is kept of a message: labels and ids, never words. */
import type { ScoredIntent, ScoredTopic } from "./classification.ts";
import type { Source } from "./vocabulary.ts";

/** One learned message, as the person's object folds it in. */
export interface Observation {
  /** Epoch ms at which the message arrived. */
  readonly now: number;
  /** Epoch ms at which the message was written, where the caller knows; what is older than an erasure never counts. */
  readonly sentAt?: number;
  readonly messageId: string;
  readonly conversation: string;
  /** Eligible topics only. */
  readonly topics: readonly ScoredTopic[];
  readonly intents: readonly ScoredIntent[];
  readonly source: Source;
  /** "taxonomy:model". */
  readonly model: string;
}

/** What became of it. "blocked": the person blocked every topic of it, so nothing was counted. */
export type ObserveOutcome = "learned" | "duplicate" | "opted_out" | "paused" | "erased" | "hushed" | "blocked";
