/**
 * How much a candidate has to do with the person and with this turn. Pure, 0 to 1, with its reasons.
 *
 * Topic: the best of the candidate's topics; a leaf of which only the tier-1 node is an interest counts at a discount.
 * What the profile says and what this message says add up like independent evidence. An intent that the candidate
 * answers lifts the whole. What has nothing to do with anybody keeps a small base, so that value can still order it.
 */
import type { Reason } from "../domain/decision.ts";
import type { Moment, Prepared } from "./moment.ts";
import { covered, parentOf } from "./specific.ts";

/** Relevance of a candidate that nothing speaks for. */
export const BASE = 0.05;
/** "Travel" says this much about "Air Travel". */
export const PARENT_DISCOUNT = 0.5;
/** A fully matching intent makes a topic match this much stronger; on its own it counts as little as {@link INTENT_ALONE}. */
export const INTENT_LIFT = 0.5;
export const INTENT_ALONE = 0.2;

export interface Relevance {
  readonly value: number;
  readonly reasons: readonly Reason[];
  /** The topic that made it; the candidate's first one where none did; null where it has none. */
  readonly topic: string | null;
}

interface Match {
  readonly topic: string;
  readonly weight: number;
  readonly parent: boolean;
}

export function relevanceOf({ candidate, topics }: Prepared, moment: Moment): Relevance {
  const interest = best(topics, moment.interests);
  const message = best(topics, moment.messageTopics);
  // "I have one already" and "I can't stand those" are about the topic too, and no reason to show it.
  const wanted = 1 - Math.max(moment.messageIntents.get("own") ?? 0, moment.messageIntents.get("dislike") ?? 0);
  const said = message ? message.weight * wanted : 0;
  const topical = either(interest?.weight ?? 0, said);
  let intent = 0;
  let intentName: string | null = null;
  for (const name of candidate.intents ?? []) {
    const weight = either(moment.intents.get(name) ?? 0, moment.messageIntents.get(name) ?? 0);
    if (weight > intent) [intent, intentName] = [weight, name];
  }
  const fit = topical > 0 ? Math.min(1, topical * (1 + INTENT_LIFT * intent)) : INTENT_ALONE * intent;

  const reasons: Reason[] = [];
  if (interest) reasons.push({ kind: interest.parent ? "interest_parent" : "interest", of: interest.topic, weight: interest.weight });
  if (interest && covered(interest.topic, moment.boosted)) reasons.push({ kind: "boosted", of: interest.topic, weight: interest.weight });
  if (message && said > 0) reasons.push({ kind: "message", of: message.topic, weight: said });
  if (intentName !== null) reasons.push({ kind: "intent", of: intentName, weight: intent });
  if (reasons.length === 0) reasons.push({ kind: moment.contextual ? "contextual" : "value", weight: BASE });
  const topic = said > (interest?.weight ?? 0) ? message?.topic : (interest?.topic ?? topics[0]);
  return { value: BASE + (1 - BASE) * fit, reasons, topic: topic ?? null };
}

/** The candidate's topic that weighs most; of equals the first. */
function best(topics: readonly string[], weights: ReadonlyMap<string, number>): Match | null {
  let found: Match | null = null;
  for (const topic of topics) {
    const own = weights.get(topic);
    const parent = own === undefined ? weights.get(parentOf(topic)) : undefined;
    const weight = own ?? (parent ?? 0) * PARENT_DISCOUNT;
    if (weight > (found?.weight ?? 0)) found = { topic: own === undefined ? parentOf(topic) : topic, weight, parent: own === undefined };
  }
  return found;
}

/** Two independent grounds for the same thing. */
const either = (a: number, b: number): number => 1 - (1 - a) * (1 - b);
