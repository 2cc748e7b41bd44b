/** One document with everything that is kept, in the person's words where a name exists. Pure. */
import type { Preferences } from "../domain/person.ts";
import { DEFAULT_PREFERENCES } from "../domain/person.ts";
import { topicById } from "../domain/topics.ts";
import type { ExportDocument } from "./export-schema.ts";
import { LIFETIME } from "./fold/cap.ts";
import { valueAt, WINDOW_MS } from "./fold/counter.ts";
import { COOLDOWN_MS, DAY_MS, INTENT_LIFETIME, UNDO_MS } from "./fold/retention.ts";
import type { Counter, Mark } from "./fold/state.ts";
import type { Numbered } from "./history.ts";
import { NOT_KEPT } from "./me.ts";
import type { Chore, RootRow, Tombstone } from "./rows.ts";
import type { Holdings } from "./surface.ts";

type Surface = ExportDocument["surfaces"][number];
type Choices = ExportDocument["choices"];

const time = (at: number): string => new Date(at).toISOString();
const minute = (window: number): string => time(window * WINDOW_MS);
const maybe = (at: number | null | undefined): string | null => (at === null || at === undefined ? null : time(at));
const topic = (id: string) => ({ id, name: topicById(id)?.name ?? id, path: topicById(id)?.path ?? id });

/** What the root knows of the person; all of it may be missing. */
export interface RootRows {
  readonly key: string;
  readonly row: RootRow | null;
  readonly tombstone: Tombstone | null;
  readonly chores: readonly Chore[];
}

/** `shared_copies` is empty: the caller adds what other stores hold. */
export function exportDocument({ key, row, tombstone, chores }: RootRows, held: readonly Holdings[], tenant: string, now: number): ExportDocument {
  return {
    format: "inkling-export/1",
    exported_at: time(now),
    tenant,
    key,
    erased: tombstone ? { at: time(tombstone.at), until: time(tombstone.until) } : null,
    choices: choices(row?.preferences ?? DEFAULT_PREFERENCES),
    version: row?.version ?? 0,
    started_again_at: maybe(row?.notBefore),
    surfaces: held.map((one) => surface(one, row, now)),
    surface_keys: (row?.surfaces ?? []).map(({ surface: name, name: object, since }) => ({ surface: name, key: object, since: time(since) })),
    joined_accounts: (row?.links ?? []).map(({ id, since, surface: own, name, peer, theirs, theirVersion }) => ({
      id,
      since: time(since),
      surface: own,
      key: name,
      other_surface: peer.surface,
      other_keys: [peer.root, peer.name],
      their_choices: choices(theirs),
      their_version: theirVersion,
    })),
    unfinished: chores.map((chore) => ({ what: chore.do, key: chore.key })),
    shared_copies: [],
    not_kept: [...NOT_KEPT],
  };
}

function surface({ profile, history, settings }: Holdings, row: RootRow | null, now: number): Surface {
  return {
    surface: settings.surface,
    since: maybe(row?.surfaces.find((one) => one.surface === settings.surface)?.since),
    newest_minute: profile.window === 0 ? null : minute(profile.window),
    counters: profile.counters.map((one) => counter(one, now)),
    intents: profile.intents.map((one) => ({
      intent: one.name,
      value_now: valueAt(one, now, INTENT_LIFETIME),
      stored: stored(one),
      last_seen: time(one.lastSeen),
    })),
    resting_adverts: profile.cooldowns.map(({ topic: id, at }) => ({ topic: topic(id), since: time(at), until: time(at + COOLDOWN_MS) })),
    removed: profile.removals.map(({ topic: id, at, counters }) => ({
      topic: topic(id),
      removed_at: time(at),
      undo_until: time(at + UNDO_MS),
      counters: counters.map((one) => counter(one, now)),
    })),
    messages_and_acts_seen: profile.marks.map(seen),
    conversations: (profile.talks ?? []).map(([window, key, turns]) => ({ minute: minute(window), key, turns })),
    decisions: history.entries.map(decision),
    decision_numbers: { last: history.last, reported: history.sent },
    feedback_seen: history.marks.map(seen),
    counted_for_reach: { topics: profile.sent.topics.map(topic), sequence: profile.sent.sequence },
    choices: choices(settings.own),
    choices_of_joined_accounts: settings.joined.map(choices),
    reads_from: settings.peers.map(({ link, surface: other, name }) => ({ link, surface: other, key: name })),
    started_again_at: maybe(settings.notBefore),
    version: settings.version,
  };
}

const seen = ([window, fingerprint]: Mark) => ({ minute: minute(window), key: fingerprint });
const stored = ({ units, window }: { units: number; window: number }) => ({ millionths: units, at: minute(window) });

function counter(one: Counter, now: number): Surface["counters"][number] {
  const lifetime = LIFETIME[one.lane];
  return {
    topic: topic(one.topic),
    from: one.lane === "chat" ? "conversations" : "acts",
    value_now: valueAt(one, now, lifetime),
    stored: stored(one),
    half_life_days: lifetime.halfLifeMs / DAY_MS,
    gone_after_days_of_silence: lifetime.goneAfterMs / DAY_MS,
    sessions: one.sessions.map(([first, last]) => ({ first: time(first), last: time(last) })),
    strong_buying_intent: one.strong,
    events: one.count,
    sources: [...one.sources],
    model: one.model,
  };
}

const choices = ({ personalisation, purposes, blocked, boosted }: Preferences): Choices => ({
  personalisation,
  purposes: { ...purposes },
  blocked: blocked.map(topic),
  boosted: boosted.map(topic),
});

function decision(entry: Numbered): Surface["decisions"][number] {
  const { n, at, topics, reasons, rules, impressionAt, clickAt, dismissedAt, notInterestedAt, ownedAt, ...same } = entry;
  const when = { impression: impressionAt, click: clickAt, dismissed: dismissedAt, not_interested: notInterestedAt, owned: ownedAt };
  return {
    ...same,
    number: n,
    at: time(at),
    topics: topics.map(topic),
    reasons: reasons.map((reason) => ({ ...reason, ...(reason.of !== undefined && topicById(reason.of) ? { name: topic(reason.of).name } : {}) })),
    rules: [...rules],
    ...Object.fromEntries(Object.entries(when).flatMap(([name, moment]) => (moment === undefined ? [] : [[name, time(moment)]]))),
  };
}
