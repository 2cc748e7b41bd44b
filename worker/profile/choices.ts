/** What the person chose, and what follows when joined accounts chose differently: the stricter choice holds. */
import { DEFAULT_PREFERENCES, type Preferences } from "../domain/person.ts";
import { PURPOSES } from "../domain/vocabulary.ts";

const STRICTNESS: Record<Preferences["personalisation"], number> = { on: 0, paused: 1, off: 2 };

/** A change of preferences; what is left out stays. Block and boost lists change by topic, not here. */
export interface PreferencesPatch {
  readonly personalisation?: Preferences["personalisation"];
  readonly purposes?: Partial<Preferences["purposes"]>;
  /** An erased person wants to start again. Without it an erased person stays erased for 31 days. */
  readonly restart?: true;
}

export const patched = (before: Preferences, { personalisation, purposes }: PreferencesPatch): Preferences => ({
  ...before,
  personalisation: personalisation ?? before.personalisation,
  purposes: { ...before.purposes, ...purposes },
});

/** The stricter of each choice; boosts stay one's own. Both sides' blocks hold for what is shown. */
export function stricter(own: Preferences, others: readonly Preferences[]): Preferences {
  const all = [own, ...others];
  const blocked = [...new Set(all.flatMap((one) => one.blocked))].sort();
  return {
    personalisation: all.map((one) => one.personalisation).reduce((a, b) => (STRICTNESS[b] > STRICTNESS[a] ? b : a)),
    purposes: Object.fromEntries(PURPOSES.map((purpose) => [purpose, all.every((one) => one.purposes[purpose])])) as Preferences["purposes"],
    blocked,
    boosted: own.boosted.filter((topic) => !blocked.includes(topic)),
  };
}

/** Did this person never choose anything? */
export const isDefault = (preferences: Preferences): boolean => JSON.stringify(preferences) === JSON.stringify(DEFAULT_PREFERENCES);

export type TopicAction = "block" | "boost" | "remove";

/** The lists after an action on a topic. Removing changes no list. */
export function acted(before: Preferences, topic: string, action: TopicAction): Preferences {
  const without = (list: readonly string[]) => list.filter((one) => one !== topic);
  const sorted = (list: readonly string[]) => [...without(list), topic].sort();
  if (action === "block") return { ...before, blocked: sorted(before.blocked), boosted: without(before.boosted) };
  if (action === "boost") return { ...before, blocked: without(before.blocked), boosted: sorted(before.boosted) };
  return before;
}

/** The lists as if the topic had never been blocked or boosted. */
export const undone = (before: Preferences, topic: string): Preferences => ({
  ...before,
  blocked: before.blocked.filter((one) => one !== topic),
  boosted: before.boosted.filter((one) => one !== topic),
});
