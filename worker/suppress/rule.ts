/** What a rule of the filter is. */
import type { Classification, ScoredSensitive } from "../domain/classification.ts";
import type { Refusal } from "../domain/refusal.ts";

/** What the rules know of a message: labels only, never its text. */
export interface Heard extends Classification {
  /** What is certainly sensitive in the earlier turns sent along. */
  readonly context: readonly ScoredSensitive[];
  /** Country that the gate decided by, where one is known. */
  readonly country: string | null;
}

/** Refuses, or hands on what is left of the message: all of it, or fewer and coarser topics. Pure. */
export type Rule = (heard: Heard) => Refusal | Heard;

/** Did the rule say no? */
export const isRefusal = (verdict: Refusal | Heard): verdict is Refusal => "code" in verdict;
