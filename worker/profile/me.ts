/** The person's own view: everything that is kept, where it came from, and what is not kept. Pure. */
import { DEFAULT_PREFERENCES } from "../domain/person.ts";
import { topicById } from "../domain/topics.ts";
import type { LinkView, MeView } from "./calls.ts";
import { stricter } from "./choices.ts";
import { COOLDOWN_MS, UNDO_MS } from "./fold/retention.ts";
import { coolingDown, interests, type Part, standingIntents } from "./fold/view.ts";
import type { Link, RootRow, Tombstone } from "./rows.ts";
import type { Holdings } from "./surface.ts";

export const NOT_KEPT: readonly string[] = [
  "No words: messages are read, labelled and dropped.",
  "No embedding or other image of a message, and no hash of its text.",
  "Nothing about sensitive matters, and no mark that a message was about one.",
  "No name, address, device, location or user id: the profile is found by a keyed hash.",
  "No message ids: only keyed hashes of the last 256, so that the same message is not counted twice.",
];

const nameOf = (topic: string): string => topicById(topic)?.name ?? topic;

/** @param held what the person's surfaces hold; only the surface that was asked for, when one was */
export function meView(row: RootRow | null, tombstone: Tombstone | null, held: readonly Holdings[], now: number, surface?: string): MeView {
  const shown = surface === undefined ? held : held.filter(({ settings }) => settings.surface === surface);
  const parts = shown.map(({ profile, settings }): Part => ({ ...profile, surface: settings.surface }));
  const preferences = row?.preferences ?? DEFAULT_PREFERENCES;
  const effective = stricter(
    preferences,
    (row?.links ?? []).map(({ theirs }) => theirs),
  );
  const found = interests(parts, effective, now).map((one) => ({ ...one, name: nameOf(one.topic), path: topicById(one.topic)?.path ?? one.topic }));
  const intents = standingIntents(parts, now);
  const decisions = shown.flatMap(({ history }) => history.entries).sort((a, b) => b.at - a.at || b.n - a.n);
  return {
    status: tombstone ? "erased" : found.length + intents.length === 0 ? "empty" : "present",
    preferences,
    effective,
    surfaces: (row?.surfaces ?? []).map(({ surface: name, since }) => ({ surface: name, since, lastSeen: lastOn(held, name) })),
    interests: found,
    intents,
    removed: shown
      .flatMap(({ profile }) => profile.removals.filter(({ at }) => now - at < UNDO_MS))
      .map(({ topic, at }) => ({ topic, name: nameOf(topic), removedAt: at, undoUntil: at + UNDO_MS })),
    cooldowns: coolingDown(parts, now, COOLDOWN_MS).map(({ topic, at }) => ({ topic, name: nameOf(topic), at, until: at + COOLDOWN_MS })),
    links: (row?.links ?? []).map(linkView),
    decisions: decisions.map(({ n: _, ...entry }) => entry),
    notKept: NOT_KEPT,
    erasedUntil: tombstone?.until ?? null,
  };
}

export const linkView = ({ id, since, surface, peer }: Link): LinkView => ({ id, since, surface, otherSurface: peer.surface });

/** When something was last learned there. */
function lastOn(held: readonly Holdings[], surface: string): number | null {
  const profiles = held.filter(({ settings }) => settings.surface === surface).map(({ profile }) => profile);
  const times = profiles.flatMap(({ counters, intents }) => [
    ...counters.flatMap(({ sessions }) => sessions.map(([, end]) => end)),
    ...intents.map((one) => one.lastSeen),
  ]);
  return times.length === 0 ? null : Math.max(...times);
}
