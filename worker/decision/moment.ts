/** Everything that the rules and the score ask about, put where it is found in one look-up. Built once a call. */
import type { ScoredIntent, ScoredTopic } from "../domain/classification.ts";
import type { Candidate, HistoryEntry } from "../domain/decision.ts";
import type { PersonView } from "../domain/person.ts";
import type { Intent, Purpose } from "../domain/vocabulary.ts";
import { FatigueWeights } from "./fatigue.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { Showings } from "./showings.ts";
import { specific } from "./specific.ts";

/** A candidate whose words have been read. */
export interface RankCandidate extends Candidate {
  /** Sensitive categories found in its text (a text that could not be read: any word here refuses it). */
  readonly sensitive: readonly string[];
  /** Topic ids found in its text. */
  readonly found: readonly string[];
}

export interface RankInput {
  readonly purpose: Purpose;
  readonly candidates: readonly RankCandidate[];
  readonly count: number;
  /** Null: contextual only. Nothing about the person is known or may be used. */
  readonly view: PersonView | null;
  /** True: the person's choices and the restraint hold, and nothing that interests them may be used. */
  readonly choicesOnly?: boolean;
  /** What this turn is about, when it may be used. */
  readonly message: { readonly topics: readonly ScoredTopic[]; readonly intents: readonly ScoredIntent[] } | null;
  readonly conversation: string | null;
  /** Epoch ms. */
  readonly now: number;
  /** The same seed explores the same way. */
  readonly seed: string;
  /** 0 to 1; the purpose's own share when left out. */
  readonly explorationShare?: number;
}

/** A candidate as the rules see it. */
export interface Prepared {
  readonly candidate: RankCandidate;
  /** What it counts as: its declared topics, or those of its words where it declares none. */
  readonly topics: readonly string[];
  /** What it may be refused for: both. */
  readonly about: readonly string[];
}

export interface Moment {
  readonly now: number;
  readonly purpose: Purpose;
  readonly limits: Limits;
  readonly view: PersonView | null;
  /** Nothing that interests the person is used: nobody is known, or only their choices may be. */
  readonly contextual: boolean;
  readonly blocked: ReadonlySet<string>;
  readonly boosted: ReadonlySet<string>;
  /** Interests that this purpose may use, by topic. */
  readonly interests: ReadonlyMap<string, number>;
  /** Interests that it may not use yet. */
  readonly unripe: ReadonlySet<string>;
  readonly intents: ReadonlyMap<Intent, number>;
  readonly messageTopics: ReadonlyMap<string, number>;
  readonly messageIntents: ReadonlyMap<Intent, number>;
  /** Topics that rest after a purchase. */
  readonly resting: ReadonlySet<string>;
  readonly fatigue: FatigueWeights;
  readonly showings: Showings;
  /** The latest pick in this conversation for a purpose that is paced; null when there was none. */
  readonly lastPaced: { readonly at: number; readonly turn: number | null } | null;
  readonly conversation: string | null;
}

export function momentOf({ purpose, view, choicesOnly = false, message, conversation, now }: Omit<RankInput, "candidates">): Moment {
  const limits = LIMITS[purpose];
  const history = view?.history ?? [];
  const own = history.filter((entry) => entry.purpose === purpose);
  const contextual = view === null || choicesOnly;
  const personal = !contextual && view.status !== "erased" && view.preferences.personalisation !== "off";
  const interests = new Map<string, number>();
  const unripe = new Set<string>();
  for (const { topic, score, usable } of personal ? view.interests : []) {
    if (usable || !limits.needsUsable) interests.set(topic, score);
    else unripe.add(topic);
  }
  return {
    now,
    purpose,
    limits,
    view,
    contextual,
    blocked: new Set(view?.preferences.blocked),
    boosted: new Set(personal ? view.preferences.boosted : []),
    interests,
    unripe,
    intents: new Map(personal ? view.intents.map(({ name, score }) => [name, score]) : []),
    messageTopics: new Map(message?.topics.map(({ id, score }) => [id, score])),
    messageIntents: new Map(message?.intents.map(({ name, score }) => [name, score])),
    resting: restingTopics(view, limits.coolDownMs, now),
    fatigue: new FatigueWeights(history, limits, now),
    showings: new Showings(own, now),
    lastPaced: limits.pacing && conversation !== null ? latestIn(own, conversation) : null,
    conversation,
  };
}

export function prepare(candidate: RankCandidate): Prepared {
  const { topics, found } = candidate;
  return {
    candidate,
    topics: specific(topics.length > 0 ? topics : found),
    about: found.length === 0 ? topics : topics.length === 0 ? found : [...topics, ...found],
  };
}

/**
 * Topics that rest. A message about something owned starts the cool-down of the leaf and of its tier-1 node at once;
 * of topics from the same moment only the leaves rest, else one flight would silence all of travel.
 */
function restingTopics(view: PersonView | null, coolDownMs: number, now: number): Set<string> {
  const byMoment = new Map<number, string[]>();
  for (const { topic, at } of view?.cooldowns ?? []) {
    if (now - at >= coolDownMs) continue;
    const together = byMoment.get(at);
    if (together) together.push(topic);
    else byMoment.set(at, [topic]);
  }
  const resting = new Set([...byMoment.values()].flatMap(specific));
  for (const { ownedAt, topics } of view?.history ?? []) {
    if (ownedAt !== undefined && now - ownedAt < coolDownMs) for (const topic of specific(topics)) resting.add(topic);
  }
  return resting;
}

function latestIn(history: readonly HistoryEntry[], conversation: string): Moment["lastPaced"] {
  let latest: { at: number; turn: number | null } | null = null;
  for (const entry of history) {
    if (entry.conversation !== conversation) continue;
    const turn = entry.turn ?? null;
    if (latest === null) latest = { at: entry.at, turn };
    else {
      latest.at = Math.max(latest.at, entry.at);
      if (turn !== null) latest.turn = Math.max(turn, latest.turn ?? turn);
    }
  }
  return latest;
}
