/** What is kept of a person: the Worker's own filter, short memory, fold and profile check over their messages. */
import { DEFAULT_PREFERENCES } from "../../worker/domain/person.ts";
import { TOPICS } from "../../worker/domain/topics.ts";
import { INTENTS } from "../../worker/domain/vocabulary.ts";
import { learn } from "../../worker/profile/fold/learn.ts";
import { EMPTY_PROFILE, type Profile } from "../../worker/profile/fold/state.ts";
import { interests, standingIntents } from "../../worker/profile/fold/view.ts";
import { ShortMemory } from "../../worker/profile/short-memory.ts";
import { profileSafe } from "../../worker/suppress/profile-safe.ts";
import { suppress } from "../../worker/suppress/suppress.ts";
import type { Writing } from "./people.ts";
import type { Readings } from "./readings.ts";

/** Where everybody is: entries for one country hold as well as those for all. */
const COUNTRY = "US";
/** Earlier turns that travel with a message. */
const CONTEXT_TURNS = 3;

/** A profile as numbers: one for each topic, one for each intent, and how many messages were learned. */
export type Vector = Float64Array;

/** Names of the numbers of a {@link Vector}. */
export const FEATURES: readonly string[] = [...TOPICS.map(({ id }) => id), ...INTENTS, "messages learned"];
const TOPIC_AT = new Map(TOPICS.map(({ id }, at) => [id, at]));

/** The views that an attacker may have. */
export const VIEWS = ["unfiltered", "stored", "leaving"] as const;
export type View = (typeof VIEWS)[number];

/** What of one person each view shows. */
export function viewsOf(writing: Writing, readings: Readings, now: number): Record<View, Vector> {
  const filtered = filter(writing, readings);
  const everything = writing.reduce((profile, said, at) => {
    const labels = readings.of(said.text);
    return labels === null || labels.topics.length === 0
      ? profile
      : learn(profile, { ...said, fingerprint: String(at), topics: labels.topics, intents: labels.intents, source: "text", model: labels.model });
  }, EMPTY_PROFILE);
  return { unfiltered: vector(everything, now, false), stored: vector(filtered, now, false), leaving: vector(filtered, now, true) };
}

/** How many of the texts would be learned from, sent alone. */
export const passing = (texts: readonly string[], readings: Readings): number =>
  texts.filter((text) => {
    const labels = readings.of(text);
    return labels !== null && suppress(labels, [], { country: COUNTRY }).kind === "pass";
  }).length;

/** The request path in its order: count the turn, ask the short memory, filter, hush or learn. */
function filter(writing: Writing, readings: Readings): Profile {
  const memory = new ShortMemory();
  const earlier = new Map<string, string[]>();
  let profile = EMPTY_PROFILE;
  for (const [index, { at, conversation, text }] of writing.entries()) {
    memory.turn(conversation, 0);
    const before = earlier.get(conversation) ?? [];
    earlier.set(conversation, [...before, text]);
    const labels = readings.of(text);
    if (labels === null) continue;
    const context = before.slice(-CONTEXT_TURNS).flatMap((turn) => readings.of(turn)?.sensitive ?? []);
    const verdict = suppress(labels, context, { country: COUNTRY });
    const hushed = memory.isHushed(conversation, at);
    if (verdict.kind === "refused") {
      if (verdict.refusal.code === "sensitive") memory.hush(conversation, at);
      continue;
    }
    if (hushed) continue;
    profile = learn(profile, { at, fingerprint: String(index), topics: verdict.topics, intents: verdict.intents, source: "text", model: labels.model });
  }
  return profile;
}

function vector(profile: Profile, now: number, leaving: boolean): Vector {
  const part = [{ ...profile, surface: "audit" }];
  const all = interests(part, DEFAULT_PREFERENCES, now);
  const numbers = new Float64Array(FEATURES.length);
  for (const { topic, score } of leaving ? profileSafe(all, { country: COUNTRY }) : all) numbers[TOPIC_AT.get(topic) ?? 0] = score;
  for (const { name, score } of standingIntents(part, now)) numbers[TOPICS.length + INTENTS.indexOf(name)] = score;
  // Only who can read the object's rows knows how many messages it remembers.
  if (!leaving) numbers[FEATURES.length - 1] = Math.log1p(profile.marks.length);
  return numbers;
}
