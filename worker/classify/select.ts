/** From probabilities to labels: what counts, in which order. */
import type { ScoredIntent, ScoredSensitive, ScoredTopic } from "../domain/classification.ts";
import { INTENTS, SENSITIVE_CATEGORIES, type SensitiveCategory } from "../domain/vocabulary.ts";
import type { Labels, Thresholds } from "./artifact.ts";

/**
 * What a lexicon hit is worth where the network disagrees: the share of hits on validation messages that were right
 * (model/RESULTS.md, "Second net").
 */
export const LEXICON_SCORE = 0.95;

/**
 * Topics at or above their threshold, best first. A leaf brings its tier-1 node right behind it, at the score of its best
 * leaf: who speaks of air travel speaks of travel, but the closer reading leads.
 */
export function selectTopics(scores: Float32Array, labels: Labels, { leaf, tier1 }: Thresholds): ScoredTopic[] {
  const chosen = new Map<string, number>();
  const ranked = labels.topics
    .map((label, at) => ({ label, score: scores[at] as number }))
    .filter(({ label, score }) => score >= (label.level === "leaf" ? leaf : tier1))
    .sort((a, b) => Number(a.label.level === "tier1") - Number(b.label.level === "tier1") || b.score - a.score);
  for (const { label, score } of ranked) for (const id of [label.id, label.tier1]) if (!chosen.has(id)) chosen.set(id, score);
  return [...chosen].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score);
}

/** Intents at or above the threshold, best first; the best one stands there in any case. */
export function selectIntents(scores: Float32Array, { intent }: Thresholds): ScoredIntent[] {
  const ranked = INTENTS.map((name, at) => ({ name, score: scores[at] as number })).sort((a, b) => b.score - a.score);
  return ranked.filter(({ score }, at) => at === 0 || score >= intent);
}

/**
 * Sensitive matters that the network puts at or above their threshold. Where only "any" fires, the likeliest category stands
 * beside it with its own lower score, so that a reader of evaluations learns what it may have been.
 */
export function selectSensitive(scores: Float32Array, { sensitive }: Thresholds): ScoredSensitive[] {
  const named = SENSITIVE_CATEGORIES.map((category, at) => ({ category, score: scores[at] as number }));
  const found: ScoredSensitive[] = named.filter(({ category, score }) => score >= sensitive[category]);
  const any = scores[SENSITIVE_CATEGORIES.length] as number;
  if (any < sensitive.any) return found;
  if (found.length === 0) found.push(named.reduce((best, next) => (next.score > best.score ? next : best)));
  return [...found, { category: "any", score: any }];
}

/**
 * Lowest threshold for an earlier turn. Each was judged by the filter's own thresholds when it was the last one, and a stop
 * then silences the next turns; judged by a low threshold once more, three harmless turns in a row would hardly ever pass.
 * At 0.25 a turn is stopped in 84 of 100 sensitive and 8 of 100 harmless validation messages.
 */
const FIRM = 0.25;

/** Thresholds for turns that were sent as context. */
export function firm(thresholds: Thresholds): Thresholds {
  const raised = Object.entries(thresholds.sensitive).map(([category, threshold]) => [category, Math.max(FIRM, threshold)]);
  return { ...thresholds, sensitive: Object.fromEntries(raised) as Thresholds["sensitive"] };
}

/**
 * From which probability of any sensitive matter on a doubt is left, whatever the thresholds of the filter are. Measured on
 * 1,359 held-out real openings, with thresholds that stop 9 of 100 harmless ones: of 100 sensitive messages 3 are learned
 * from instead of 10, of 100 harmless ones 60 instead of 72.
 */
const DOUBT = 0.05;

/** May it be sensitive after all? */
export const isDoubtful = (scores: Float32Array): boolean => (scores[SENSITIVE_CATEGORIES.length] as number) >= DOUBT;

/** The union of both nets and of all windows: each category once with its best score, best first. */
export function joinSensitive(found: readonly ScoredSensitive[], lexicon: readonly SensitiveCategory[]): ScoredSensitive[] {
  const joined = new Map<ScoredSensitive["category"], number>();
  const hits = lexicon.map((category) => ({ category, score: LEXICON_SCORE }));
  for (const { category, score } of [...found, ...hits]) joined.set(category, Math.max(joined.get(category) ?? 0, score));
  return [...joined].map(([category, score]) => ({ category, score })).sort((a, b) => b.score - a.score);
}
