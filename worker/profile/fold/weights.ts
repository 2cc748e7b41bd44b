/** How much a message or an act counts. */
import type { ScoredIntent } from "../../domain/classification.ts";
import type { Intent } from "../../domain/vocabulary.ts";

/**
 * What one message with this intent adds to the counters of its topics. Wanting to buy says more about tomorrow than
 * idle talk; `own` and `dislike` take away, because nobody should be chased by an advert for what they already bought.
 */
export const INTENT_WEIGHT: Record<Intent, number> = {
  purchase: 1.5,
  book: 1.5,
  compare: 1.3,
  plan: 1.2,
  recommend: 1.2,
  fix: 0.8,
  learn: 0.7,
  create: 0.7,
  support: 0.5,
  chat: 0.4,
  own: -1.5,
  dislike: -2,
};

/** What any message adds at least, when its intent is unclear. */
const LEAST_WEIGHT = 0.4;

/** A message with one of these at or above {@link STRONG_SCORE} makes its topics usable at once. */
const STRONG_INTENTS: ReadonlySet<Intent> = new Set(["purchase", "book"]);
export const STRONG_SCORE = 0.8;

/** The acts that `POST /v1/signals` knows. */
export const SIGNAL_KINDS = ["like", "follow", "click", "search", "purchase"] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** What one act adds. A purchase says that the topic matters (for content) and starts its cool-down (for adverts). */
export const SIGNAL_WEIGHT: Record<SignalKind, number> = { like: 1, follow: 1.5, click: 0.5, search: 1, purchase: 0.5 };

/** What feedback on a decision adds to the topics of what was shown; below zero it takes away from what is there. */
export const FEEDBACK_WEIGHT = { impression: 0, click: 0.5, dismiss: -0.5, not_interested: -2, owned: -1.5 } as const;
export type FeedbackKind = keyof typeof FEEDBACK_WEIGHT;

/** The best-scored intent; of equals the one that takes away, then the earlier name. */
function best(intents: readonly ScoredIntent[]): ScoredIntent | undefined {
  return [...intents].sort((a, b) => b.score - a.score || INTENT_WEIGHT[a.name] - INTENT_WEIGHT[b.name] || (a.name < b.name ? -1 : 1))[0];
}

/** The weight of a message by its intents: negative when owning or disliking is what it is mostly about. */
export function messageWeight(intents: readonly ScoredIntent[]): number {
  const first = best(intents);
  if (first && INTENT_WEIGHT[first.name] < 0) return INTENT_WEIGHT[first.name] * first.score;
  return Math.max(LEAST_WEIGHT, ...intents.map(({ name, score }) => INTENT_WEIGHT[name] * score));
}

/** Is this a strong buying intent? */
export const isStrong = (intents: readonly ScoredIntent[]): boolean => intents.some(({ name, score }) => STRONG_INTENTS.has(name) && score >= STRONG_SCORE);

/** Does the person say that they have it already? Starts the topic's cool-down. */
export const saysOwned = (intents: readonly ScoredIntent[]): boolean => best(intents)?.name === "own";
