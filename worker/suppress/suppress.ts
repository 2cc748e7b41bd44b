/** Decides what of a classified message may be kept: rules in order, the first refusal wins. */
import type { Classification, ScoredIntent, ScoredSensitive, ScoredTopic } from "../domain/classification.ts";
import type { Refusal } from "../domain/refusal.ts";
import { doubtful } from "./doubtful.ts";
import { ineligibleTopic } from "./ineligible-topic.ts";
import { lowConfidence } from "./low-confidence.ts";
import { riskyCombination } from "./risky-combination.ts";
import { type Heard, isRefusal, type Rule } from "./rule.ts";
import { sensitiveInContext } from "./sensitive-in-context.ts";
import { sensitiveNow } from "./sensitive-now.ts";
import { unsupportedLanguage } from "./unsupported-language.ts";

/**
 * Sensitive stands before unsure: after it the caller keeps the next turns of the conversation out as well. Combinations are
 * read before ineligible topics go, because those may be the telling half.
 */
export const RULES: readonly Rule[] = [unsupportedLanguage, sensitiveNow, sensitiveInContext, doubtful, lowConfidence, riskyCombination, ineligibleTopic];

/** What may be kept, or why nothing may. */
export type Verdict =
  | { readonly kind: "pass"; readonly topics: readonly ScoredTopic[]; readonly intents: readonly ScoredIntent[] }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Pure.
 * @param context what is certainly sensitive in the earlier turns sent along.
 * @param options.country that the gate decided by; null where none is known.
 */
export function suppress(labels: Classification, context: readonly ScoredSensitive[], options: { readonly country: string | null }): Verdict {
  let heard: Heard = { ...labels, context, country: options.country };
  for (const rule of RULES) {
    const verdict = rule(heard);
    if (isRefusal(verdict)) return { kind: "refused", refusal: verdict };
    heard = verdict;
  }
  return { kind: "pass", topics: heard.topics, intents: heard.intents };
}
