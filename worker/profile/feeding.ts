/**
 * What feeds a profile: messages, acts, decisions, feedback.
 *
 * Each call asks how things stand, folds, writes one row, and leaves the rest to the alarm. Between the check for an
 * erasure and the write there is never an `await`: an erasure comes either before, and nothing is written, or after, and
 * takes it away.
 */
import type { HistoryEntry, Reason } from "../domain/decision.ts";
import type { ObserveOutcome } from "../domain/observation.ts";
import { topicById } from "../domain/topics.ts";
import type { FeedbackOutcome, Measured, SignalOutcome } from "./calls.ts";
import { act, learn } from "./fold/learn.ts";
import { isMarked } from "./fold/marks.ts";
import { MINUTE_MS } from "./fold/retention.ts";
import { unblocked, withParents } from "./fold/unblocked.ts";
import { FEEDBACK_WEIGHT, SIGNAL_WEIGHT } from "./fold/weights.ts";
import type { HashedFeedback, HashedObservation, HashedSignal } from "./hashed.ts";
import { decided, felt, forget, lastTurn } from "./history.ts";
import type { Identity } from "./rows.ts";
import type { ShortMemory } from "./short-memory.ts";
import type { Standing, SurfaceState } from "./standing.ts";
import type { Store } from "./store.ts";
import type { SurfaceAlarm } from "./surface-alarm.ts";
import { talked } from "./talks.ts";

/** A message that came this long after a decision is a later turn than the decision's: no call takes so long. */
export const SETTLED_MS = MINUTE_MS;

/** Grounds that may come from the message itself; an intent weighs what the profile and the message say together. */
const SPOKEN: ReadonlySet<Reason["kind"]> = new Set(["message", "intent"]);

/** The record without what a message may have said: enough for caps, fatigue and pacing. */
const unspoken = (entry: HistoryEntry): HistoryEntry => ({ ...entry, reasons: entry.reasons.filter(({ kind }) => !SPOKEN.has(kind)) });

export class Feeding {
  readonly #store: Store;
  readonly #state: SurfaceState;
  readonly #memory: ShortMemory;
  readonly #alarm: SurfaceAlarm;

  constructor(store: Store, state: SurfaceState, memory: ShortMemory, alarm: SurfaceAlarm) {
    this.#store = store;
    this.#state = state;
    this.#memory = memory;
    this.#alarm = alarm;
  }

  /** Folds a message in: one row. */
  async observe(who: Identity, o: HashedObservation): Promise<Measured> {
    const before = this.#store.rowsWritten;
    const standing = await this.#state.standing(who, o.now, true);
    const outcome = this.#learn(standing, o);
    if (outcome !== "learned") return { outcome, rowsWritten: this.#store.rowsWritten - before, alarmSet: false };
    const rowsWritten = this.#store.rowsWritten - before;
    return { outcome, rowsWritten, alarmSet: await this.#alarm.wake(o.now) };
  }

  #learn(standing: Standing, o: HashedObservation): ObserveOutcome {
    const refusal = this.#state.refusal(standing, o.sentAt);
    if (refusal !== null || standing.kind === "erased") return refusal ?? "erased";
    if (this.#memory.isHushed(o.conversation, o.now)) return "hushed";
    if (isMarked(this.#state.profile.marks, o.message)) return "duplicate";
    const free = new Set(
      unblocked(
        o.topics.map(({ id }) => id),
        standing.settings.own.blocked,
      ),
    );
    const topics = o.topics.filter(({ id }) => free.has(id) && topicById(id)?.eligible);
    if (topics.length === 0 && o.topics.length > 0) return "blocked";
    const next = learn(this.#state.profile, { at: o.now, fingerprint: o.message, topics, intents: o.intents, source: o.source, model: o.model });
    const reached = lastTurn(this.#state.history, o.conversation, o.now - SETTLED_MS);
    this.#store.put("profile", { ...next, talks: talked(next.talks ?? [], o.conversation, reached, o.now) });
    return "learned";
  }

  /** Folds an act in; a leaf brings its tier-1 topic, as in messages. */
  async signal(who: Identity, s: HashedSignal): Promise<SignalOutcome> {
    const standing = await this.#state.standing(who, s.now, true);
    const refusal = this.#state.refusal(standing);
    if (refusal !== null || standing.kind === "erased") return refusal ?? "erased";
    if (isMarked(this.#state.profile.marks, s.event)) return "duplicate";
    const eligible = withParents(s.topics).filter((id) => topicById(id)?.eligible);
    if (eligible.length === 0) return "ineligible";
    const topics = unblocked(eligible, standing.settings.own.blocked);
    if (topics.length === 0) return "blocked";
    const owned = s.kind === "purchase" ? s.topics.filter((id) => topics.includes(id)) : [];
    this.#store.put("profile", act(this.#state.profile, { at: s.now, fingerprint: s.event, topics, weight: SIGNAL_WEIGHT[s.kind], source: s.kind, owned }));
    await this.#alarm.wake(s.now);
    return "learned";
  }

  /**
   * Remembers decisions. Nothing is kept about somebody who is erased or switched personalisation off; while it is paused,
   * nothing that a message may have said.
   */
  async decided(who: Identity, entries: readonly HistoryEntry[]): Promise<void> {
    const now = Math.max(0, ...entries.map(({ at }) => at));
    const standing = await this.#state.standing(who, now, true);
    const refusal = this.#state.refusal(standing);
    if (refusal !== null && refusal !== "paused") return;
    const next = decided(forget(this.#state.history, now), refusal === "paused" ? entries.map(unspoken) : entries);
    if (next === this.#state.history) return;
    this.#store.put("history", next);
    await this.#alarm.wake(now);
  }

  /** Notes feedback; unless personalisation rests, it also feeds (or takes from) the topics of what was shown. */
  async event(who: Identity, e: HashedFeedback): Promise<FeedbackOutcome> {
    const standing = await this.#state.standing(who, e.now, false);
    if (standing.kind === "erased") return "erased";
    const result = felt(this.#state.history, { at: e.now, fingerprint: e.event, decision: e.decision, candidate: e.candidate, kind: e.kind });
    if (result.kind !== "recorded") return result.kind;
    this.#store.put("history", result.history);
    const weight = FEEDBACK_WEIGHT[e.kind];
    if (this.#state.refusal(standing) === null && weight !== 0) {
      const shown = result.about.flatMap(({ topics: ids }) => ids);
      const topics = unblocked(withParents(shown), standing.settings.own.blocked).filter((id) => topicById(id)?.eligible);
      const owned = e.kind === "owned" ? shown.filter((id) => topics.includes(id)) : [];
      this.#store.put("profile", act(this.#state.profile, { at: e.now, fingerprint: e.event, topics, weight, source: "click", owned }));
    }
    await this.#alarm.wake(e.now);
    return "recorded";
  }
}
