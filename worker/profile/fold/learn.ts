/**
 * The fold: one event into a profile. Pure, and the same whatever the order and number of deliveries within a minute.
 */
import type { ScoredIntent, ScoredTopic } from "../../domain/classification.ts";
import { SOURCES, type Source } from "../../domain/vocabulary.ts";
import { LIFETIME, MAX_WAITING_TOPICS, prune, topicCount } from "./cap.ts";
import { add, UNIT, windowOf } from "./counter.ts";
import { isMarked, mark } from "./marks.ts";
import { INTENT_LIFETIME } from "./retention.ts";
import { lastSeen, seenAt } from "./sessions.ts";
import type { Cooldown, Counter, IntentCounter, Lane, Profile } from "./state.ts";
import { isStrong, messageWeight, saysOwned } from "./weights.ts";

/** A message, reduced to what counts. Topics are eligible and not blocked. */
export interface Lesson {
  readonly at: number;
  /** Keyed hash of the message id. */
  readonly fingerprint: string;
  readonly topics: readonly ScoredTopic[];
  readonly intents: readonly ScoredIntent[];
  readonly source: Source;
  readonly model: string;
}

/** An act or a piece of feedback on topics, each with its weight. */
export interface Act {
  readonly at: number;
  readonly fingerprint: string;
  readonly topics: readonly string[];
  /** Below zero: taken away. */
  readonly weight: number;
  readonly source: Source;
  /** Topics of what the person has now: their adverts rest. */
  readonly owned: readonly string[];
}

/** Folds a message in; a message seen before changes nothing and gives the same object back. */
export function learn(profile: Profile, lesson: Lesson): Profile {
  if (isMarked(profile.marks, lesson.fingerprint)) return profile;
  const weight = messageWeight(lesson.intents);
  const strong = isStrong(lesson.intents);
  let next = opened(profile, lesson.at);
  for (const { id, score } of lesson.topics) {
    const units = Math.round(score * weight * UNIT);
    next = { ...next, counters: feed(next.counters, id, "chat", { units, at: lesson.at, strong, source: lesson.source, model: lesson.model }) };
  }
  if (saysOwned(lesson.intents))
    next = {
      ...next,
      cooldowns: cooled(
        next.cooldowns,
        lesson.topics.map(({ id }) => id),
        lesson.at,
      ),
    };
  return closed({ ...next, intents: wanted(next.intents, lesson), marks: mark(next.marks, lesson.fingerprint, lesson.at) }, lesson.at);
}

/** Folds an act in. */
export function act(profile: Profile, what: Act): Profile {
  if (isMarked(profile.marks, what.fingerprint)) return profile;
  const units = Math.round(what.weight * UNIT);
  let next = opened(profile, what.at);
  for (const topic of new Set(what.topics)) {
    next = { ...next, counters: feed(next.counters, topic, "signal", { units, at: what.at, strong: false, source: what.source, model: "-" }) };
  }
  next = { ...next, cooldowns: cooled(next.cooldowns, what.owned, what.at) };
  return closed({ ...next, marks: mark(next.marks, what.fingerprint, what.at) }, what.at);
}

/** A new minute begins with what the last one left, cut to the cap. */
function opened(profile: Profile, at: number): Profile {
  const window = windowOf(at);
  if (window <= profile.window) return profile;
  return { ...prune(profile, window), window };
}

/** Only a flood of topics within one minute is cut before the minute is over. */
const closed = (profile: Profile, at: number): Profile =>
  topicCount(profile.counters) > MAX_WAITING_TOPICS ? prune(profile, Math.max(profile.window, windowOf(at))) : profile;

interface Feed {
  readonly units: number;
  readonly at: number;
  readonly strong: boolean;
  readonly source: Source;
  readonly model: string;
}

/**
 * Adds to one lane, or takes away from both: who bought it or dislikes it means what was said and what was done alike.
 * A lane may be below zero until the minute is over, so that taking away and adding commute.
 */
function feed(counters: readonly Counter[], topic: string, lane: Lane, what: Feed): readonly Counter[] {
  if (what.units > 0) return counted(counters, topic, lane, what);
  if (what.units === 0) return counters;
  return counted(counted(counters, topic, "chat", what), topic, "signal", what);
}

function counted(counters: readonly Counter[], topic: string, lane: Lane, what: Feed): readonly Counter[] {
  const known = counters.find((c) => c.topic === topic && c.lane === lane);
  const before: Counter = known ?? { topic, lane, units: 0, window: windowOf(what.at), sessions: [], strong: false, count: 0, sources: [], model: "" };
  const after: Counter = { ...before, ...add(before, what.units, what.at, LIFETIME[lane]), ...(what.units > 0 ? receipt(before, what) : {}) };
  if (known) return counters.map((c) => (c === known ? after : c));
  return [...counters, after].sort((a, b) => (a.topic === b.topic ? (a.lane < b.lane ? -1 : 1) : a.topic < b.topic ? -1 : 1));
}

/** What takes away is not a sighting: it makes nothing usable and keeps nothing alive. */
const receipt = (before: Counter, what: Feed): Partial<Counter> => ({
  sessions: seenAt(before.sessions, what.at),
  strong: before.strong || what.strong,
  count: before.count + 1,
  sources: SOURCES.filter((source) => source === what.source || before.sources.includes(source)),
  model: latestModel(before, what),
});

/** The later event's model; of two at the same moment the greater name. */
function latestModel(before: Counter, what: Feed): string {
  const last = lastSeen(before.sessions);
  if (what.at !== last) return what.at > last ? what.model : before.model;
  return [before.model, what.model].sort()[1] ?? what.model;
}

function wanted(intents: readonly IntentCounter[], { intents: scored, at }: Lesson): readonly IntentCounter[] {
  let next = intents;
  for (const { name, score } of scored) {
    const known = next.find((one) => one.name === name);
    const after: IntentCounter = { name, ...add(known, Math.round(score * UNIT), at, INTENT_LIFETIME), lastSeen: Math.max(at, known?.lastSeen ?? 0) };
    next = known ? next.map((one) => (one === known ? after : one)) : [...next, after].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  return next;
}

function cooled(cooldowns: readonly Cooldown[], topics: readonly string[], at: number): readonly Cooldown[] {
  if (topics.length === 0) return cooldowns;
  const latest = new Map(cooldowns.map((one) => [one.topic, one.at]));
  for (const topic of topics) latest.set(topic, Math.max(at, latest.get(topic) ?? 0));
  const newest = [...latest].map(([topic, when]): Cooldown => ({ topic, at: when }));
  return newest
    .sort((a, b) => b.at - a.at || (a.topic < b.topic ? -1 : 1))
    .slice(0, MAX_WAITING_TOPICS)
    .sort((a, b) => (a.topic < b.topic ? -1 : 1));
}
