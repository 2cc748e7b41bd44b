/** What the model says about one message. */
import type { Intent, Language, Modality, SensitiveCategory } from "./vocabulary.ts";

/** One message of a conversation as it came over the wire. */
export interface Turn {
  readonly id: string;
  readonly role: "user" | "assistant" | "system";
  readonly content: string;
  readonly modality: Modality;
}

/** A topic with the probability that the message is about it, 0 to 1. */
export interface ScoredTopic {
  readonly id: string;
  readonly score: number;
}

/** An intent with its probability, 0 to 1. */
export interface ScoredIntent {
  readonly name: Intent;
  readonly score: number;
}

/** A sensitive matter with its probability, 0 to 1; "any" is the head that asks for all of them at once. */
export interface ScoredSensitive {
  readonly category: SensitiveCategory | "any";
  readonly score: number;
  /** At or above the manifest's line for being sure, or found by the lexicon; below it the message is only doubtful. */
  readonly certain: boolean;
}

/** Labels of one message, best first; only labels at or above the manifest's threshold are listed. */
export interface Classification {
  /** "other" is a language that Inkling does not read. */
  readonly language: Language | "other";
  /** Eligible and ineligible topics alike; a leaf always brings its tier-1 node. */
  readonly topics: readonly ScoredTopic[];
  /** Never empty for a message with words in it: the best intent stands first even below its threshold. */
  readonly intents: readonly ScoredIntent[];
  /** Empty when nothing sensitive was found by model or lexicon. Where only "any" fired, the likeliest category stands beside it. */
  readonly sensitive: readonly ScoredSensitive[];
  /** "taxonomy:model", for example "t1:m1". */
  readonly model: string;
}
