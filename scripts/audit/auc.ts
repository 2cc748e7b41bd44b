/** How well scores tell two groups apart, and how sure that is. */
import type { Random } from "./random.ts";

/** Scores of one fold; each fold has an attacker of its own, so only scores within a fold can be compared. */
export interface Fold {
  readonly withTrait: readonly number[];
  readonly without: readonly number[];
}

/** An AUC with its 95 % interval. */
export interface Auc {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 400;

/** Probability that somebody with the trait scores higher than somebody without (ties count half), over pairs within folds. */
export function auc(folds: readonly Fold[]): number {
  let [won, pairs] = [0, 0];
  for (const { withTrait, without } of folds) {
    const sorted = Float64Array.from(without).sort();
    for (const score of withTrait) won += (below(sorted, score, false) + below(sorted, score, true)) / 2;
    pairs += withTrait.length * without.length;
  }
  return pairs === 0 ? Number.NaN : won / pairs;
}

/** With a percentile interval from drawing people anew within each fold and group. */
export function aucWithInterval(folds: readonly Fold[], random: Random): Auc {
  const again = (scores: readonly number[]) => scores.map(() => scores[Math.floor(random() * scores.length)] as number);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    auc(folds.map(({ withTrait, without }) => ({ withTrait: again(withTrait), without: again(without) }))),
  ).sort((a, b) => a - b);
  return { value: auc(folds), low: drawn[Math.floor(RESAMPLES * 0.025)] as number, high: drawn[Math.floor(RESAMPLES * 0.975)] as number };
}

/** How many of the sorted numbers are smaller (or, with `equal`, not greater). */
function below(sorted: Float64Array, score: number, equal: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const number = sorted[middle] as number;
    if (equal ? number <= score : number < score) low = middle + 1;
    else high = middle;
  }
  return low;
}
