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
export function selectSensitive(scores: Float32Array, { sensitive, certain }: Thresholds): ScoredSensitive[] {
  const named = SENSITIVE_CATEGORIES.map((category, at) => ({ category, score: scores[at] as number, certain: true }));
  const found: ScoredSensitive[] = named.filter(({ category, score }) => score >= sensitive[category]);
  const any = { category: "any", score: scores[SENSITIVE_CATEGORIES.length] as number } as const;
  if (any.score < sensitive.any) return found;
  const sure = { certain: any.score >= certain };
  if (found.length === 0) found.push({ ...named.reduce((best, next) => (next.score > best.score ? next : best)), ...sure });
  return [...found, { ...any, ...sure }];
}

/** The union of both nets and of all windows: each category once with its best score, best first. */
export function joinSensitive(found: readonly ScoredSensitive[], lexicon: readonly SensitiveCategory[]): ScoredSensitive[] {
  const joined = new Map<ScoredSensitive["category"], ScoredSensitive>();
  const hits = lexicon.map((category) => ({ category, score: LEXICON_SCORE, certain: true }));
  for (const next of [...found, ...hits]) {
    const before = joined.get(next.category) ?? next;
    joined.set(next.category, { ...next, score: Math.max(before.score, next.score), certain: before.certain || next.certain });
  }
  return [...joined.values()].sort((a, b) => b.score - a.score);
}
