/**
 * How far the latest conversations have come, as far as storage knows: an object is unloaded after seconds of silence,
 * and without this a slow conversation would never get further than its last decision. Pure.
 *
 * It lies in the profile's row beside what is folded, and is written with a learned message only. Whatever else was said
 * in between is not counted, so the number says nothing about turns that were not learned from.
 */
import { WINDOW_MS, windowOf } from "./fold/counter.ts";
import { DAY_MS } from "./fold/retention.ts";
import type { Talk } from "./fold/state.ts";

/** Conversations that are counted; the one unused for longest leaves. */
export const MAX_TALKS = 4;
/** A conversation is forgotten when nothing was learned from it for this long. */
export const TALK_MS = DAY_MS;

/** A learned message. `known`: the turn that the conversation had reached for certain before it. */
export function talked(talks: readonly Talk[], conversation: string, known: number, now: number): readonly Talk[] {
  const turns = Math.max(turnsOf(talks, conversation, now), known) + 1;
  const others = current(talks, now).filter(([, name]) => name !== conversation);
  return [...others, [windowOf(now), conversation, turns] as const].slice(-MAX_TALKS);
}

/** Turns that are known of a conversation: never more than there were; 0 for one that is forgotten or was never learned from. */
export const turnsOf = (talks: readonly Talk[], conversation: string, now: number): number =>
  current(talks, now).find(([, name]) => name === conversation)?.[2] ?? 0;

/** Those that are not forgotten yet. The list itself when that is all of them. */
export function current(talks: readonly Talk[], now: number): readonly Talk[] {
  const left = talks.filter(([minute]) => now - minute * WINDOW_MS < TALK_MS);
  return left.length === talks.length ? talks : left;
}
