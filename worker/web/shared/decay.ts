/** What a score will be when time has passed: the counter halves, the score follows. */

/** Days after its last message at which an interest, an intent and an explicit signal are dropped. */
export const GONE_AFTER_DAYS = { interest: 30, intent: 14, signal: 180 } as const;
/** Days in which a standing intent halves. */
export const INTENT_HALF_LIFE_DAYS = 3;

/**
 * Score after so many more days. A score is `value / (value + 1)` of a counter that halves every `halfLifeDays`.
 * @param score 0 to 1, as the API gave it
 */
export function faded(score: number, halfLifeDays: number, days: number): number {
  const full = Math.min(score, 0.9999);
  const value = (full / (1 - full)) * 2 ** (-days / halfLifeDays);
  return value / (value + 1);
}
