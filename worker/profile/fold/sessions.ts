/**
 * Two sessions an hour apart: the evidence that an interest is more than a passing remark.
 *
 * Sightings with less than an hour between them belong to one session. The result is the set of connected stretches of
 * time, so the order of arrival cannot change it. Two stretches are enough to know, so at most two are kept: the first,
 * and one that reaches to the last sighting.
 */
import { HOUR_MS } from "./retention.ts";

/** Sightings this far apart (or further) belong to different sessions. */
export const SESSION_GAP_MS = HOUR_MS;

/** First and last sighting of one session, epoch ms. */
export type Session = readonly [start: number, end: number];

/** The sessions of both sets of sightings together, oldest first, at most two. */
export function joinSessions(some: readonly Session[], others: readonly Session[]): readonly Session[] {
  const sorted = [...some, ...others].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = joined[joined.length - 1];
    if (last && start - last[1] < SESSION_GAP_MS) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  const [first, second] = joined;
  const final = joined[joined.length - 1];
  if (!first || !second || !final) return joined;
  return [first, [second[0], final[1]]];
}

/** Adds one sighting. */
export const seenAt = (sessions: readonly Session[], at: number): readonly Session[] => joinSessions(sessions, [[at, at]]);

export const firstSeen = (sessions: readonly Session[]): number => sessions[0]?.[0] ?? 0;
export const lastSeen = (sessions: readonly Session[]): number => sessions[sessions.length - 1]?.[1] ?? 0;
