/** At most twenty topics: which ones stay, the same way every time. */
import { fade, UNIT, WINDOW_MS } from "./counter.ts";
import { CHAT_LIFETIME, COOLDOWN_MS, INTENT_LIFETIME, type Lifetime, SIGNAL_LIFETIME, UNDO_MS } from "./retention.ts";
import { lastSeen } from "./sessions.ts";
import type { Counter, IntentCounter, Lane, Profile } from "./state.ts";

/** Topics that a profile shows, and keeps when a minute is over. */
export const MAX_TOPICS = 20;
/**
 * Topics that may wait within one minute. Who is over twenty is decided when the minute is over, else the order of
 * arrival would decide. Only a flood gets here; then the weakest leave at once.
 */
export const MAX_WAITING_TOPICS = 64;
/** No counter grows beyond this, else a month of obsession would outlast its thirty days by decay alone. */
export const MAX_VALUE = 20;

export const LIFETIME: Record<Lane, Lifetime> = { chat: CHAT_LIFETIME, signal: SIGNAL_LIFETIME };

/** Has this counter been silent for its whole life? */
export const isGone = (counter: Counter, now: number): boolean => now - lastSeen(counter.sessions) >= LIFETIME[counter.lane].goneAfterMs;
export const isIntentGone = (intent: IntentCounter, now: number): boolean => now - intent.lastSeen >= INTENT_LIFETIME.goneAfterMs;

/** Topics, strongest first, by the sum of their lanes at a window; equals in the order of their ids. */
function strongest(counters: readonly Counter[], window: number): string[] {
  const sums = new Map<string, number>();
  for (const counter of counters) {
    sums.set(counter.topic, (sums.get(counter.topic) ?? 0) + fade(counter.units, window - counter.window, LIFETIME[counter.lane]));
  }
  return [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([topic]) => topic);
}

/** Drops what is gone, used up or beyond the cap at the start of `window`. Unchanged profiles come back as they are. */
export function prune(profile: Profile, window: number): Profile {
  const now = window * WINDOW_MS;
  const limit = MAX_VALUE * UNIT;
  let clamped = false;
  const alive = profile.counters.flatMap((counter): readonly Counter[] => {
    const units = fade(counter.units, window - counter.window, LIFETIME[counter.lane]);
    if (units <= 0 || isGone(counter, now)) return [];
    if (units <= limit) return [counter];
    clamped = true;
    return [{ ...counter, units: limit, window: Math.max(window, counter.window) }];
  });
  const kept = new Set(strongest(alive, window).slice(0, MAX_TOPICS));
  const counters = alive.filter(({ topic }) => kept.has(topic));
  const intents = profile.intents.filter((intent) => !isIntentGone(intent, now));
  const cooldowns = profile.cooldowns.filter(({ at }) => now - at < COOLDOWN_MS);
  const removals = profile.removals.filter(({ at }) => now - at < UNDO_MS);
  const next = { ...profile, counters, intents, cooldowns, removals };
  const same = (["counters", "intents", "cooldowns", "removals"] as const).every((list) => next[list].length === profile[list].length);
  return same && !clamped ? profile : next;
}

/** How many different topics wait in the row. */
export const topicCount = (counters: readonly Counter[]): number => new Set(counters.map(({ topic }) => topic)).size;
