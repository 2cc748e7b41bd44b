/** One person's 90 days with one ranker, on the real fold, history and short memory, all in memory. */

import type { RankCandidate } from "../../worker/decision/rank.ts";
import type { HistoryEntry } from "../../worker/domain/decision.ts";
import { DEFAULT_PREFERENCES, type Interest, type PersonView } from "../../worker/domain/person.ts";
import { topicById } from "../../worker/domain/topics.ts";
import { act, learn } from "../../worker/profile/fold/learn.ts";
import { COOLDOWN_MS } from "../../worker/profile/fold/retention.ts";
import { EMPTY_PROFILE, type Profile } from "../../worker/profile/fold/state.ts";
import { unblocked, withParents } from "../../worker/profile/fold/unblocked.ts";
import { coolingDown, interests, standingIntents } from "../../worker/profile/fold/view.ts";
import { FEEDBACK_WEIGHT, type FeedbackKind, SIGNAL_WEIGHT } from "../../worker/profile/fold/weights.ts";
import { decided, EMPTY_HISTORY, felt, forget, type History, lastTurn } from "../../worker/profile/history.ts";
import { ShortMemory } from "../../worker/profile/short-memory.ts";
import { Chance } from "./chance.ts";
import { offer } from "./market.ts";
import { DAY_MS, DAYS, type Day, type Person, START, type Turn } from "./people.ts";
import type { Ranker } from "./rankers.ts";

/** One decision, with what only the simulation knows. */
export interface Shown {
  readonly at: number;
  readonly day: number;
  readonly creative: string;
  readonly topic: string;
  readonly conversation: string;
  readonly turn: number;
  /** How much the person would really like it, 0 to 1. */
  readonly truth: number;
  readonly exploration: boolean;
  /** Its topic (or the node above it) was blocked by then. */
  readonly blocked: boolean;
  /** Days since the person bought its very topic; null when they did not. */
  readonly daysSinceBuying: number | null;
  /** Days since the person said "not interested" to an advert of its topic; null when they never did. */
  readonly daysSinceWaved: number | null;
  /** In a sensitive turn or one of the three after it. */
  readonly hushed: boolean;
}

export interface Life {
  readonly person: Person;
  /** How often something could have been shown. */
  readonly calls: number;
  readonly shown: readonly Shown[];
  /** Interests as they stand after the last day. */
  readonly left: readonly Interest[];
}

const SURFACE = "chat";

export function live(person: Person, ranker: Ranker, all: readonly RankCandidate[], seed: string): Life {
  const chance = new Chance(seed, "feelings", person.id);
  const shelf = new Chance(seed, "shelf", person.id);
  const memory = new ShortMemory();
  const topicOf = new Map(all.map(({ id, topics }) => [id, topics[0] ?? ""]));
  const bought = new Map<string, number>();
  const waved = new Map<string, number>();
  const shown: Shown[] = [];
  let profile: Profile = EMPTY_PROFILE;
  let history: History = EMPTY_HISTORY;
  let blocked: string[] = [];
  let calls = 0;
  let sensitiveTurn = new Map<string, number>();

  const viewAt = (now: number, conversation: string, turn: number): PersonView => {
    const parts = [{ surface: SURFACE, counters: profile.counters, intents: profile.intents, cooldowns: profile.cooldowns }];
    const preferences = { ...DEFAULT_PREFERENCES, blocked };
    return {
      status: "present",
      preferences,
      interests: interests(parts, preferences, now),
      intents: standingIntents(parts, now),
      seen: false,
      rateLimited: false,
      hushed: memory.isHushed(conversation, now),
      turn,
      cooldowns: coolingDown(parts, now, COOLDOWN_MS),
      history: [...history.entries].reverse(),
    };
  };

  const say = (turn: Turn, day: Day, dayNumber: number): void => {
    const { at: now, conversation } = turn;
    const number = memory.turn(conversation, lastTurn(history, conversation));
    if (turn.sensitive) {
      memory.hush(conversation, now);
      sensitiveTurn.set(conversation, number);
    }
    const view = viewAt(now, conversation, number);
    const hushed = number - (sensitiveTurn.get(conversation) ?? Number.NEGATIVE_INFINITY) <= 3;
    const topics = turn.topics.filter(({ id }) =>
      unblocked(
        turn.topics.map((one) => one.id),
        blocked,
      ).includes(id),
    );
    const message = turn.sensitive ? null : { topics: turn.topics, intents: turn.intents };
    const candidates = offer(all, shelf);
    calls++;
    const choice = ranker({ purpose: "ads", candidates, count: 1, view, message, conversation, now, seed: `${seed} ${person.id} ${calls}` });
    if (choice) {
      const topic = topicOf.get(choice.id) ?? "";
      const truth = trueLiking(day.likes, topic);
      const boughtOn = bought.get(topic);
      shown.push({
        at: now,
        day: dayNumber,
        creative: choice.id,
        topic,
        conversation,
        turn: number,
        truth,
        exploration: choice.exploration,
        blocked: blocked.includes(topic) || blocked.includes(topicById(topic)?.tier1 ?? ""),
        daysSinceBuying: boughtOn === undefined ? null : dayNumber - boughtOn,
        daysSinceWaved: waved.has(topic) ? (now - (waved.get(topic) ?? 0)) / DAY_MS : null,
        hushed,
      });
      const candidate = candidates.find(({ id }) => id === choice.id);
      remember(choice.id, candidate, now, conversation, number, choice.exploration);
      react(choice.id, truth, now);
    }
    if (!turn.sensitive && !view.hushed && topics.length > 0) {
      profile = learn(profile, { at: now, fingerprint: `m${calls}`, topics, intents: turn.intents, source: "text", model: "t1:m1" });
    }
  };

  const remember = (id: string, candidate: RankCandidate | undefined, at: number, conversation: string, turn: number, exploration: boolean): void => {
    const { topics = [], campaign = "", advertiser = "" } = candidate ?? {};
    const entry: HistoryEntry = {
      decision: `d${calls}`,
      candidate: id,
      purpose: "ads",
      at,
      topics,
      campaign,
      advertiser,
      conversation,
      turn,
      reasons: [],
      rules: [],
      exploration,
    };
    history = decided(forget(history, at), [entry]);
  };

  const react = (candidate: string, truth: number, now: number): void => {
    const feeling = feelingOf(person, truth, chance);
    if (feeling === null) return;
    const feedback = felt(history, { at: now + 5_000, fingerprint: `f${calls}`, decision: `d${calls}`, candidate, kind: feeling });
    if (feedback.kind !== "recorded") return;
    history = feedback.history;
    if (feeling === "not_interested") waved.set(topicOf.get(candidate) ?? "", now + 5_000);
    const weight = FEEDBACK_WEIGHT[feeling];
    const topics = unblocked(withParents(feedback.about.flatMap((entry) => entry.topics)), blocked);
    if (weight !== 0) profile = act(profile, { at: now + 5_000, fingerprint: `f${calls}`, topics, weight, source: "click", owned: [] });
  };

  person.days.forEach((day, number) => {
    if (day.blocks !== null) blocked = [...blocked, day.blocks];
    for (const turn of day.turns) say(turn, day, number);
    if (day.buys !== null) {
      const at = START + (number + 1) * DAY_MS - 1;
      bought.set(day.buys, number);
      profile = act(profile, {
        at,
        fingerprint: `b${number}`,
        topics: withParents([day.buys]),
        weight: SIGNAL_WEIGHT.purchase,
        source: "purchase",
        owned: [day.buys],
      });
    }
    sensitiveTurn = new Map();
  });
  return { person, calls, shown, left: viewAt(START + DAYS * DAY_MS, "", 1).interests };
}

/** Full for an interest, a little for something of the same branch. */
function trueLiking(likes: ReadonlyMap<string, number>, topic: string): number {
  const own = likes.get(topic);
  if (own !== undefined) return own;
  const branch = topicById(topic)?.tier1;
  return [...likes.keys()].some((id) => topicById(id)?.tier1 === branch) ? 0.3 : 0;
}

/** People click on what they like; some wave away most of the rest. */
function feelingOf({ kind }: Person, truth: number, chance: Chance): FeedbackKind | null {
  if (chance.happens(0.02 + 0.1 * truth)) return "click";
  if (kind === "dismisser" && chance.happens(0.5 * (1 - 0.7 * truth))) return chance.happens(0.4) ? "not_interested" : "dismiss";
  return null;
}
