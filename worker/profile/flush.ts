/**
 * What the ledger does not have yet.
 *
 * The outbox is no list that could lose an entry: it is the difference between what the object holds and what it has
 * sent. A flush that fails changes nothing, so the next one finds the same difference again.
 */
import type { LedgerChange } from "../domain/ledger-change.ts";
import type { Preferences } from "../domain/person.ts";
import { LIFETIME } from "./fold/cap.ts";
import { COOLDOWN_MS, HISTORY_MS, INTENT_LIFETIME, MINUTE_MS, UNDO_MS } from "./fold/retention.ts";
import { lastSeen } from "./fold/sessions.ts";
import type { Profile } from "./fold/state.ts";
import { interests } from "./fold/view.ts";
import type { History } from "./history.ts";
import type { Identity } from "./rows.ts";

/** Changes gather for this long before an alarm sends them; several messages share one flush. */
export const FLUSH_WINDOW_MS = 5 * MINUTE_MS;

/** Topics that count towards reach: those shown to this surface by itself, joined accounts left out. */
export function reach(profile: Profile, own: Preferences, now: number): readonly string[] {
  if (own.personalisation === "off") return [];
  return interests([{ ...profile, surface: "" }], own, now)
    .map(({ topic }) => topic)
    .sort();
}

export const isReachSent = (profile: Profile, topics: readonly string[]): boolean => JSON.stringify(topics) === JSON.stringify(profile.sent.topics);

/** The changes, in the order in which they must be sent. */
export function unsent({ tenant, person, surface }: Identity, profile: Profile, history: History, own: Preferences, now: number): LedgerChange[] {
  const topics = reach(profile, own, now);
  const sequence = nextSequence(profile, now);
  const changes: LedgerChange[] = history.entries
    .filter(({ n }) => n > history.sent)
    .map((entry) => ({
      kind: "decision",
      id: `${entry.decision}:${entry.candidate}`,
      tenant,
      person,
      purpose: entry.purpose,
      topic: entry.reasons.find(({ kind }) => kind === "interest" || kind === "interest_parent")?.of ?? entry.topics[0] ?? null,
      exploration: entry.exploration,
      at: entry.at,
    }));
  if (!isReachSent(profile, topics))
    changes.push({ kind: "reach", id: `${person}:${surface}:${sequence}`, tenant, person, surface, sequence, topics, at: now });
  return changes;
}

/** Grows with every flush, also across an erasure and a new start. */
export const nextSequence = (profile: Profile, now: number): number => Math.max(profile.sent.sequence + 1, now);

/** When the first of the kept things will have run out; null when nothing is kept. */
export function nextExpiry(profile: Profile, history: History): number | null {
  const times = [
    ...profile.counters.map((one) => lastSeen(one.sessions) + LIFETIME[one.lane].goneAfterMs),
    ...profile.intents.map((one) => one.lastSeen + INTENT_LIFETIME.goneAfterMs),
    ...profile.cooldowns.map(({ at }) => at + COOLDOWN_MS),
    ...profile.removals.map(({ at }) => at + UNDO_MS),
    ...history.entries.map(({ at }) => at + HISTORY_MS),
  ];
  return times.length === 0 ? null : Math.min(...times);
}
