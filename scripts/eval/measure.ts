/** Measures: plain numbers from predictions and labels. */

/** Micro F1: one count over all labels of all messages. */
export class MicroF1 {
  #both = 0;
  #predicted = 0;
  #wanted = 0;

  add(predicted: ReadonlySet<string>, wanted: ReadonlySet<string>): void {
    for (const label of predicted) if (wanted.has(label)) this.#both++;
    this.#predicted += predicted.size;
    this.#wanted += wanted.size;
  }

  get value(): number {
    return (2 * this.#both) / Math.max(1, this.#predicted + this.#wanted);
  }
}

/** A share with its 95 % Wilson interval. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Wilson score interval at 95 %; the value of nothing is NaN. */
export function share(hits: number, of: number): Share {
  if (of === 0) return { hits, of, value: Number.NaN, low: 0, high: 1 };
  const z = 1.96;
  const p = hits / of;
  const middle = p + (z * z) / (2 * of);
  const spread = z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return { hits, of, value: p, low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

/** Share of the rows for which something holds. */
export const shareOf = <Row>(rows: readonly Row[], holds: (row: Row) => boolean): Share => share(rows.filter(holds).length, rows.length);

/** A probability and whether it came true. */
export type Bet = readonly [probability: number, came: boolean];

/** Expected calibration error in 15 bins of equal width: mean distance of promise and outcome, weighted by bets. */
export function calibrationError(bets: readonly Bet[]): number {
  const bins = Array.from({ length: 15 }, () => ({ promised: 0, came: 0, bets: 0 }));
  for (const [probability, came] of bets) {
    const bin = bins[Math.min(14, Math.floor(probability * 15))];
    if (bin === undefined) continue;
    bin.promised += probability;
    bin.came += Number(came);
    bin.bets++;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.promised - bin.came), 0) / Math.max(1, bets.length);
}

/** Area under the ROC curve: how often a true one outscores a false one, ties half. NaN where one kind is missing. */
export function areaUnderCurve(bets: readonly Bet[]): number {
  const sorted = [...bets].sort((a, b) => a[0] - b[0]);
  const positives = sorted.filter(([, came]) => came).length;
  const negatives = sorted.length - positives;
  let ranks = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (end < sorted.length && sorted[end]?.[0] === sorted[at]?.[0]) end++;
    const rank = (at + 1 + end) / 2;
    for (let i = at; i < end; i++) if (sorted[i]?.[1]) ranks += rank;
    at = end;
  }
  return positives === 0 || negatives === 0 ? Number.NaN : (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}
