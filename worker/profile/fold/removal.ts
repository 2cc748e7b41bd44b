/** Taking a topic out, and bringing it back. */

import { SOURCES } from "../../domain/vocabulary.ts";
import { LIFETIME, prune } from "./cap.ts";
import { fade } from "./counter.ts";
import { UNDO_MS } from "./retention.ts";
import { joinSessions, lastSeen } from "./sessions.ts";
import type { Counter, Profile } from "./state.ts";
import { covered } from "./view.ts";

/** Removals that can be undone at a time; the oldest are given up first. */
export const MAX_REMOVALS = 50;

/** Takes out a topic (a tier-1 topic with its children). The counters wait in the row, out of every answer, to be undone. */
export function remove(profile: Profile, topic: string, at: number): Profile {
  const taken = profile.counters.filter((counter) => covered(counter.topic, [topic]));
  if (taken.length === 0) return profile;
  const others = profile.removals.filter((one) => at - one.at < UNDO_MS);
  return {
    ...profile,
    counters: profile.counters.filter((counter) => !taken.includes(counter)),
    removals: [...others, { topic, at, counters: taken }].slice(-MAX_REMOVALS),
  };
}

/** Brings back everything that was taken out under this name within 30 days, added to what has been learned since. */
export function restore(profile: Profile, topic: string, at: number): Profile {
  const back = profile.removals.filter((one) => one.topic === topic && at - one.at < UNDO_MS);
  if (back.length === 0) return profile;
  const counters = back.flatMap((one) => one.counters).reduce(together, profile.counters);
  const removals = profile.removals.filter((one) => one.topic !== topic);
  return prune({ ...profile, counters, removals }, profile.window);
}

function together(counters: readonly Counter[], back: Counter): readonly Counter[] {
  const known = counters.find((c) => c.topic === back.topic && c.lane === back.lane);
  if (!known) return [...counters, back].sort((a, b) => (a.topic === b.topic ? (a.lane < b.lane ? -1 : 1) : a.topic < b.topic ? -1 : 1));
  const window = Math.max(known.window, back.window);
  const merged: Counter = {
    topic: back.topic,
    lane: back.lane,
    units: [known, back].reduce((sum, { units, window: from }) => sum + fade(units, window - from, LIFETIME[back.lane]), 0),
    window,
    sessions: joinSessions(known.sessions, back.sessions),
    strong: known.strong || back.strong,
    count: known.count + back.count,
    sources: SOURCES.filter((source) => known.sources.includes(source) || back.sources.includes(source)),
    model: lastSeen(back.sessions) > lastSeen(known.sessions) ? back.model : known.model,
  };
  return counters.map((c) => (c === known ? merged : c));
}
