/** What skip-timing.ts measures inside the isolate and bench.ts writes down. */

/** How well time tells a suppressed answer from another. */
export interface SkipTiming {
  readonly suppressed: string;
  readonly other: string;
  /** Median times, ms. */
  readonly medians: readonly [suppressed: number, other: number];
  /** Probability that the suppressed answer is the slower one of two: 0.5 is nothing to see. */
  readonly auc: number;
  /** Half the width of the band around 0.5 in which 95 % of measurements fall when there is no difference. */
  readonly band: number;
}
