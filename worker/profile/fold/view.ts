/**
 * Reading: counters become interests, decayed to `now`.
 *
 * A view is made of parts, one per object: this surface, the surfaces joined to it, or all of one person's for the
 * privacy centre. Parts are summed here and nowhere else, so taking a part away subtracts exactly.
 */
import type { Interest, Preferences, StandingIntent } from "../../domain/person.ts";
import { topicById } from "../../domain/topics.ts";
import { INTENTS, SOURCES } from "../../domain/vocabulary.ts";
import { isGone, isIntentGone, LIFETIME, MAX_TOPICS } from "./cap.ts";
import { squeeze, valueAt } from "./counter.ts";
import { DAY_MS, INTENT_LIFETIME } from "./retention.ts";
import { firstSeen, joinSessions, lastSeen } from "./sessions.ts";
import type { Cooldown, Counter, IntentCounter } from "./state.ts";

/** What one surface adds to a view. */
export interface Part {
  readonly surface: string;
  readonly counters: readonly Counter[];
  readonly intents: readonly IntentCounter[];
  readonly cooldowns: readonly Cooldown[];
}

/** A boosted topic counts twice. */
const BOOST = 2;

/** Is this topic, or the tier-1 node above it, on the list? */
export function covered(topic: string, list: readonly string[]): boolean {
  return list.includes(topic) || list.includes(topicById(topic)?.tier1 ?? topic);
}

type Located = Counter & { readonly surface: string };

function interest(topic: string, counters: readonly Located[], boosted: boolean, now: number): Interest {
  const value = counters.reduce((sum, counter) => sum + valueAt(counter, now, LIFETIME[counter.lane]), 0);
  const sessions = counters.reduce<Counter["sessions"]>((all, counter) => joinSessions(all, counter.sessions), []);
  const newest = [...counters].sort((a, b) => lastSeen(b.sessions) - lastSeen(a.sessions) || (a.model < b.model ? -1 : 1));
  return {
    topic,
    score: squeeze(boosted ? value * BOOST : value),
    usable: sessions.length > 1 || counters.some(({ strong }) => strong),
    firstSeen: firstSeen(sessions),
    lastSeen: lastSeen(sessions),
    count: counters.reduce((sum, counter) => sum + counter.count, 0),
    sources: SOURCES.filter((source) => counters.some(({ sources }) => sources.includes(source))),
    surfaces: [...new Set(counters.map(({ surface }) => surface))].sort(),
    halfLifeDays: Math.max(...counters.map(({ lane }) => LIFETIME[lane].halfLifeMs / DAY_MS)),
    model: newest.find(({ model }) => model !== "-")?.model ?? "-",
  };
}

/** Best first, at most {@link MAX_TOPICS}; blocked, spent and expired ones left out; equals in the order of their ids. */
export function interests(parts: readonly Part[], { blocked, boosted }: Pick<Preferences, "blocked" | "boosted">, now: number): Interest[] {
  const byTopic = new Map<string, Located[]>();
  for (const { surface, counters } of parts) {
    for (const counter of counters) {
      if (counter.units <= 0 || isGone(counter, now) || covered(counter.topic, blocked)) continue;
      const found = byTopic.get(counter.topic);
      if (found) found.push({ ...counter, surface });
      else byTopic.set(counter.topic, [{ ...counter, surface }]);
    }
  }
  const all = [...byTopic].map(([topic, counters]) => interest(topic, counters, covered(topic, boosted), now));
  return all.sort((a, b) => b.score - a.score || (a.topic < b.topic ? -1 : 1)).slice(0, MAX_TOPICS);
}

/** Strongest first. */
export function standingIntents(parts: readonly Part[], now: number): StandingIntent[] {
  const all = INTENTS.flatMap((name): StandingIntent[] => {
    const alive = parts.flatMap(({ intents }) => intents.filter((one) => one.name === name && !isIntentGone(one, now)));
    if (alive.length === 0) return [];
    return [{ name, score: squeeze(alive.reduce((sum, one) => sum + valueAt(one, now, INTENT_LIFETIME), 0)) }];
  });
  return all.sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
}

/** The latest cool-down of each topic, newest first. */
export function coolingDown(parts: readonly Part[], now: number, lasts: number): Cooldown[] {
  const latest = new Map<string, number>();
  for (const { topic, at } of parts.flatMap(({ cooldowns }) => cooldowns)) {
    if (now - at < lasts) latest.set(topic, Math.max(at, latest.get(topic) ?? 0));
  }
  return [...latest].map(([topic, at]) => ({ topic, at })).sort((a, b) => b.at - a.at || (a.topic < b.topic ? -1 : 1));
}
