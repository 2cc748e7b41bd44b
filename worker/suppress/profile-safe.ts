/** The profile-level check: a set of harmless interests must not spell a sensitive trait either. */
import { topicById } from "../domain/topics.ts";
import { coarser, effectsOn } from "./risk.ts";

/**
 * Applies the table of risky combinations to what is about to leave a profile, whatever message each interest came from.
 * Ineligible topics go as well, should one have been stored under an older label list. A coarsened interest is handed on
 * as its tier-1 node, unless that node is already there. Order is kept; nothing is written.
 * @param country where the person is, as far as the caller said.
 */
export function profileSafe<Interest extends { readonly topic: string }>(interests: readonly Interest[], { country }: { country: string | null }): Interest[] {
  const effects = effectsOn(
    interests.map(({ topic }) => topic),
    { language: null, country },
  );
  const safe = new Map<string, Interest>();
  for (const interest of interests) {
    const touched = effects.has(interest.topic) || topicById(interest.topic)?.eligible !== true;
    const topic = touched ? coarser(interest.topic) : interest.topic;
    if (topic === null || safe.has(topic)) continue;
    if (![interest.topic, topic].some((id) => effects.get(id) === "drop")) safe.set(topic, { ...interest, topic });
  }
  return [...safe.values()];
}
