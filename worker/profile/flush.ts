/**
 * What the ledger does not have yet.
 *
 * The outbox is no list that could lose an entry: it is the difference between what the object holds and what it has
 * sent. A flush that fails changes nothing, so the next one finds the same difference again.
 */
import type { LedgerChange } from "../domain/ledger-change.ts";
import type { Preferences } from "../domain/person.ts";
import { LIFETIME } from "./fold/cap.ts";
import { WINDOW_MS } from "./fold/counter.ts";
import { COOLDOWN_MS, DAY_MS, HISTORY_MS, INTENT_LIFETIME, MINUTE_MS, TOMBSTONE_MS, UNDO_MS } from "./fold/retention.ts";
import { lastSeen } from "./fold/sessions.ts";
import type { Profile } from "./fold/state.ts";
import { interests } from "./fold/view.ts";
import type { History } from "./history.ts";
import type { SettingsRow } from "./rows.ts";
import { TALK_MS } from "./talks.ts";

/** Changes gather for this long before an alarm sends them; several messages share one flush. */
export const FLUSH_WINDOW_MS = 5 * MINUTE_MS;

/** Topics that still hold are sent again after this long: the ledger forgets what it has not heard of for 45 days. */
export const REACH_AGAIN_MS = 30 * DAY_MS;

/** Topics that count towards reach: those shown to this surface by itself, joined accounts left out. */
export function reach(profile: Profile, own: Preferences, now: number): readonly string[] {
  if (own.personalisation === "off") return [];
  return interests([{ ...profile, surface: "" }], own, now)
    .map(({ topic }) => topic)
    .sort();
}

/** Does the ledger have these topics, and recently enough to keep them? */
export const isReachSent = (profile: Profile, topics: readonly string[], now: number): boolean =>
  JSON.stringify(topics) === JSON.stringify(profile.sent.topics) && now < reachDue(profile);

/** When what was sent grows too old; never for no topics. The last sequence is the time of the last sending: see nextSequence. */
const reachDue = ({ sent }: Profile): number => (sent.topics.length === 0 ? Number.POSITIVE_INFINITY : sent.sequence + REACH_AGAIN_MS);

/** The changes, in the order in which they must be sent; empty when the ledger lacks nothing. */
export function unsent(settings: SettingsRow, profile: Profile, history: History, now: number): LedgerChange[] {
  const { tenant, person, surface } = settings;
  const topics = reach(profile, settings.own, now);
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
  if (!isReachSent(profile, topics, now))
    changes.push({ kind: "reach", id: `${person}:${surface}:${sequence}`, tenant, person, surface, sequence, topics, at: now });
  return changes.length === 0 ? [] : [...newStart(settings, now), ...changes];
}

/**
 * After an erasure and a new start: says that what was before the new start is erased and what comes after it counts.
 * Goes before every change for as long as the ledger may still hold the erasure's own tombstone, which keeps changes out.
 */
function newStart({ tenant, person, notBefore }: SettingsRow, now: number): LedgerChange[] {
  if (notBefore === null || now - notBefore >= TOMBSTONE_MS) return [];
  return [{ kind: "erased", id: `${person}:erased:${notBefore}`, tenant, person, at: notBefore, until: notBefore }];
}

/** The time, but grows with every flush, also across an erasure and a new start. */
export const nextSequence = (profile: Profile, now: number): number => Math.max(profile.sent.sequence + 1, now);

/** When the first of the kept things will have run out, or the ledger must hear of them again; null when nothing is kept. */
export function nextErrand(profile: Profile, history: History): number | null {
  const times = [
    ...profile.counters.map((one) => lastSeen(one.sessions) + LIFETIME[one.lane].goneAfterMs),
    ...profile.intents.map((one) => one.lastSeen + INTENT_LIFETIME.goneAfterMs),
    ...profile.cooldowns.map(({ at }) => at + COOLDOWN_MS),
    ...profile.removals.map(({ at }) => at + UNDO_MS),
    ...(profile.talks ?? []).map(([minute]) => minute * WINDOW_MS + TALK_MS),
    ...history.entries.map(({ at }) => at + HISTORY_MS),
  ];
  return times.length === 0 ? null : Math.min(...times, reachDue(profile));
}
