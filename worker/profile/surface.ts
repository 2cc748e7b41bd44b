/**
 * One person on one surface: the calls that read and feed the profile.
 *
 * Reads are served from memory and write nothing. A call that feeds the profile folds, writes one row, and leaves the
 * rest to the alarm. Between the check for an erasure and the write there is never an `await`: an erasure comes either
 * before, and nothing is written, or after, and takes it away.
 */
import type { HistoryEntry } from "../domain/decision.ts";
import type { Observation, ObserveOutcome } from "../domain/observation.ts";
import { DEFAULT_PREFERENCES, type PersonView } from "../domain/person.ts";
import { topicById } from "../domain/topics.ts";
import type { FeedbackOutcome, Measured, SignalOutcome } from "./calls.ts";
import { stricter } from "./choices.ts";
import { prune } from "./fold/cap.ts";
import { windowOf } from "./fold/counter.ts";
import { act, learn } from "./fold/learn.ts";
import { isMarked } from "./fold/marks.ts";
import { remove, restore } from "./fold/removal.ts";
import { COOLDOWN_MS } from "./fold/retention.ts";
import { EMPTY_PROFILE, type Profile } from "./fold/state.ts";
import { unblocked, withParents } from "./fold/unblocked.ts";
import { coolingDown, interests, type Part, standingIntents } from "./fold/view.ts";
import { FEEDBACK_WEIGHT, type FeedbackKind, SIGNAL_WEIGHT, type SignalKind } from "./fold/weights.ts";
import { FLUSH_WINDOW_MS, isReachSent, nextExpiry, nextSequence, reach, unsent } from "./flush.ts";
import { decided, EMPTY_HISTORY, felt, forget, type History, lastTurn } from "./history.ts";
import type { Doors } from "./doors.ts";
import type { Identity, Settings, SettingsRow, Tombstone } from "./rows.ts";
import type { ShortMemory } from "./short-memory.ts";
import type { Store } from "./store.ts";

/** A question as it reaches the object: ids are keyed hashes by now. */
export interface HashedAsk {
  readonly now: number;
  readonly message?: string | undefined;
  readonly conversation?: string | undefined;
  readonly history: boolean;
}

export type HashedObservation = Omit<Observation, "messageId" | "conversation"> & { readonly message: string; readonly conversation: string };
export interface HashedSignal {
  readonly now: number;
  readonly event: string;
  readonly kind: SignalKind;
  readonly topics: readonly string[];
}
export interface HashedFeedback {
  readonly now: number;
  readonly event: string;
  readonly decision: string;
  readonly candidate?: string | undefined;
  readonly kind: FeedbackKind;
}

/** What the surface holds, for the root that shows or erases it. */
export interface Holdings {
  readonly profile: Profile;
  readonly history: History;
  readonly settings: SettingsRow;
}

type Standing = { readonly kind: "erased" } | { readonly kind: "known"; readonly settings: Settings };

export class Surface {
  readonly #store: Store;
  readonly #memory: ShortMemory;
  readonly #doors: Doors;

  constructor(store: Store, memory: ShortMemory, doors: Doors) {
    this.#store = store;
    this.#memory = memory;
    this.#doors = doors;
  }

  async read(who: Identity, ask: HashedAsk): Promise<PersonView> {
    const standing = await this.#standing(who, ask.now, false);
    const rateLimited = ask.message !== undefined && this.#memory.tooFast(ask.now);
    const known = ask.conversation === undefined ? 0 : lastTurn(this.#history, ask.conversation);
    const counted = ask.message !== undefined && !rateLimited;
    const turn = ask.conversation === undefined ? 1 : counted ? this.#memory.turn(ask.conversation, known) : this.#memory.turnSoFar(ask.conversation, known);
    const hushed = ask.conversation !== undefined && this.#memory.isHushed(ask.conversation, ask.now);
    const moment = { rateLimited, turn, hushed };
    if (standing.kind === "erased") {
      return { status: "erased", preferences: DEFAULT_PREFERENCES, interests: [], intents: [], seen: false, cooldowns: [], history: [], ...moment };
    }
    const { settings } = standing;
    const preferences = stricter(settings.own, settings.joined);
    const seen = ask.message !== undefined && isMarked(this.#profile.marks, ask.message);
    const silent = preferences.personalisation === "off";
    const parts = silent ? [] : [this.part(who.surface), ...(await this.#peers(settings))];
    const shown = interests(parts, preferences, ask.now);
    const intents = standingIntents(parts, ask.now);
    return {
      status: shown.length === 0 && intents.length === 0 ? "empty" : "present",
      preferences,
      interests: shown,
      intents,
      seen,
      cooldowns: coolingDown(parts, ask.now, COOLDOWN_MS),
      history: ask.history && !silent ? newestFirst(this.#history) : [],
      ...moment,
    };
  }

  /** Folds a message in: one row. */
  async observe(who: Identity, o: HashedObservation): Promise<Measured> {
    const before = this.#store.rowsWritten;
    const standing = await this.#standing(who, o.now, true);
    const outcome = this.#learn(standing, o);
    if (outcome !== "learned") return { outcome, rowsWritten: this.#store.rowsWritten - before, alarmSet: false };
    const rowsWritten = this.#store.rowsWritten - before;
    return { outcome, rowsWritten, alarmSet: await this.#wake(o.now) };
  }

  #learn(standing: Standing, o: HashedObservation): ObserveOutcome {
    const refusal = this.#refusal(standing, o.sentAt);
    if (refusal !== null || standing.kind === "erased") return refusal ?? "erased";
    if (this.#memory.isHushed(o.conversation, o.now)) return "hushed";
    if (isMarked(this.#profile.marks, o.message)) return "duplicate";
    const free = new Set(unblocked(o.topics.map(({ id }) => id), standing.settings.own.blocked));
    const topics = o.topics.filter(({ id }) => free.has(id) && topicById(id)?.eligible);
    if (topics.length === 0 && o.topics.length > 0) return "blocked";
    this.#store.put("profile", learn(this.#profile, { at: o.now, fingerprint: o.message, topics, intents: o.intents, source: o.source, model: o.model }));
    return "learned";
  }

  /** Folds an act in; a leaf brings its tier-1 topic, as in messages. */
  async signal(who: Identity, s: HashedSignal): Promise<SignalOutcome> {
    const standing = await this.#standing(who, s.now, true);
    const refusal = this.#refusal(standing, undefined);
    if (refusal !== null || standing.kind === "erased") return refusal ?? "erased";
    if (isMarked(this.#profile.marks, s.event)) return "duplicate";
    const eligible = withParents(s.topics).filter((id) => topicById(id)?.eligible);
    if (eligible.length === 0) return "ineligible";
    const topics = unblocked(eligible, standing.settings.own.blocked);
    if (topics.length === 0) return "blocked";
    const owned = s.kind === "purchase" ? s.topics : [];
    this.#store.put("profile", act(this.#profile, { at: s.now, fingerprint: s.event, topics, weight: SIGNAL_WEIGHT[s.kind], source: s.kind, owned }));
    await this.#wake(s.now);
    return "learned";
  }

  /** Remembers decisions. Nothing is kept about somebody who is erased or switched personalisation off. */
  async decided(who: Identity, entries: readonly HistoryEntry[]): Promise<void> {
    const now = Math.max(0, ...entries.map(({ at }) => at));
    const standing = await this.#standing(who, now, true);
    const refusal = this.#refusal(standing, undefined);
    if (refusal !== null && refusal !== "paused") return;
    const next = decided(forget(this.#history, now), entries);
    if (next === this.#history) return;
    this.#store.put("history", next);
    await this.#wake(now);
  }

  /** Notes feedback; unless personalisation rests, it also feeds (or takes from) the topics of what was shown. */
  async event(who: Identity, e: HashedFeedback): Promise<FeedbackOutcome> {
    const standing = await this.#standing(who, e.now, false);
    if (standing.kind === "erased") return "erased";
    const result = felt(this.#history, { at: e.now, fingerprint: e.event, decision: e.decision, candidate: e.candidate, kind: e.kind });
    if (result.kind !== "recorded") return result.kind;
    this.#store.put("history", result.history);
    const weight = FEEDBACK_WEIGHT[e.kind];
    if (this.#refusal(standing, undefined) === null && weight !== 0) {
      const shown = withParents(result.about.flatMap(({ topics }) => topics));
      const topics = unblocked(shown, standing.settings.own.blocked).filter((id) => topicById(id)?.eligible);
      const owned = e.kind === "owned" ? result.about.flatMap(({ topics: ids }) => ids) : [];
      this.#store.put("profile", act(this.#profile, { at: e.now, fingerprint: e.event, topics, weight, source: "click", owned }));
    }
    await this.#wake(e.now);
    return "recorded";
  }

  hush(conversation: string, now: number): void {
    this.#memory.hush(conversation, now);
  }

  /** This surface's own counters, for those that sum them. */
  part(surface: string): Part {
    const { counters, intents, cooldowns } = this.#profile;
    return { surface, counters, intents, cooldowns };
  }

  /** The same for a joined surface; nothing unless this side agrees that they are joined. */
  share(asker: string): Part | null {
    const settings = this.#store.get("settings");
    if (!settings?.peers.some(({ name }) => name === asker)) return null;
    return this.part(settings.surface);
  }

  holdings(): Holdings | null {
    const settings = this.#store.get("settings");
    return settings ? { profile: this.#profile, history: this.#history, settings } : null;
  }

  /** Takes the root's word, unless it is older than what is known or this surface was wiped. */
  async adopt(who: Identity, settings: Settings): Promise<void> {
    if (this.#take(who, settings)) await this.#wake(this.#doors.clock());
  }

  #take({ tenant, person, surface }: Identity, settings: Settings): boolean {
    if (this.#store.get("tombstone")) return false;
    const known = this.#store.get("settings");
    if (known && known.version >= settings.version) return false;
    this.#store.put("settings", { ...settings, tenant, person, surface });
    return true;
  }

  async takeOut(topic: string, at: number): Promise<void> {
    await this.#change(remove(this.#profile, topic, at), at);
  }

  async bringBack(topic: string, at: number): Promise<void> {
    await this.#change(restore(this.#profile, topic, at), at);
  }

  /** Empties the surface and leaves a tombstone. Answers what was there. */
  async wipe(tombstone: Tombstone): Promise<Holdings | null> {
    const held = this.holdings();
    const before = this.#store.get("tombstone");
    const later = before && before.until > tombstone.until ? before : tombstone;
    this.#memory.forget();
    this.#store.entomb(later);
    await this.#doors.setAlarm(later.until);
    return held;
  }

  /** Sends what the ledger lacks, drops what has run out, and sets the next alarm. A failed send throws and changes nothing. */
  async flush(now: number): Promise<void> {
    const settings = this.#store.get("settings");
    if (!settings) return;
    const [profile, history] = [this.#profile, this.#history];
    const changes = unsent(settings, profile, history, settings.own, now);
    if (changes.length > 0) await this.#doors.send(changes);
    // An erasure may have come while the changes were on their way; then there is nothing to note any more.
    if (!this.#store.get("settings")) return;
    this.#noteSent(changes.some(({ kind }) => kind === "reach") ? { topics: reach(profile, settings.own, now), sequence: nextSequence(profile, now) } : null, history.last, now);
    const expiry = nextExpiry(this.#profile, this.#history);
    if (expiry === null) return this.#vanish(settings);
    await this.#doors.setAlarm(Math.max(expiry, now + FLUSH_WINDOW_MS));
  }

  #noteSent(sent: Profile["sent"] | null, decisions: number, now: number): void {
    const window = windowOf(now);
    const swept = window > this.#profile.window ? prune(this.#profile, window) : this.#profile;
    const profile = sent ? { ...swept, sent } : swept;
    if (profile !== this.#profile) this.#store.put("profile", profile);
    const remembered = forget(this.#history, now);
    const history = remembered.sent < decisions ? { ...remembered, sent: decisions } : remembered;
    if (history !== this.#history) this.#store.put("history", history);
  }

  /** Everything has run out: the object goes back to never having been. */
  async #vanish(who: Identity): Promise<void> {
    await this.#doors.root(who.person).depart(who.surface);
    // A message may have come in meanwhile; then the surface registers again with its next use of the root.
    if (nextExpiry(this.#profile, this.#history) !== null) {
      const met = await this.#doors.root(who.person).meet(this.#doors.name, who, this.#doors.clock(), true);
      if (met.kind === "known") this.#take(who, met.settings);
      return;
    }
    await this.#store.destroy();
  }

  async #change(next: Profile, at: number): Promise<void> {
    if (next === this.#profile) return;
    this.#store.put("profile", next);
    await this.#wake(at);
  }

  /** Why nothing may be learned, if so. */
  #refusal(standing: Standing, sentAt: number | undefined): "erased" | "opted_out" | "paused" | null {
    // An erasure may have arrived while the root was asked.
    if (standing.kind === "erased" || this.#store.get("tombstone")) return "erased";
    const settings = this.#store.get("settings") ?? standing.settings;
    if (sentAt !== undefined && settings.notBefore !== null && sentAt <= settings.notBefore) return "erased";
    const { personalisation } = stricter(settings.own, settings.joined);
    return personalisation === "on" ? null : personalisation === "off" ? "opted_out" : "paused";
  }

  /** What holds here. Known surfaces answer from memory; unknown and wiped ones ask the root. */
  async #standing(who: Identity, now: number, learning: boolean): Promise<Standing> {
    const own = this.#store.get("settings");
    if (own) return { kind: "known", settings: own };
    const met = await this.#doors.root(who.person).meet(this.#doors.name, who, now, learning);
    if (met.kind === "erased") return met;
    if (met.registered) {
      const tombstone = this.#store.get("tombstone");
      // The person started again after this surface was wiped; a wipe that came while the root was asked stays.
      if (tombstone && ((met.settings.notBefore ?? 0) >= tombstone.at || now >= tombstone.until)) this.#store.delete("tombstone");
      this.#take(who, met.settings);
    }
    return { kind: "known", settings: this.#store.get("settings") ?? met.settings };
  }

  /** Parts of the joined surfaces. One that cannot be reached is left out: fewer interests, never wrong ones. */
  async #peers({ peers }: Settings): Promise<Part[]> {
    if (peers.length === 0) return [];
    const parts = await Promise.all(peers.map(({ name }) => this.#doors.surface(name).share(this.#doors.name).catch(() => null)));
    return parts.filter((part) => part !== null);
  }

  /** Makes sure that an alarm comes: soon when the ledger lacks something, else when something runs out. */
  async #wake(now: number): Promise<boolean> {
    const settings = this.#store.get("settings");
    if (!settings) return false;
    const lacking = this.#history.sent < this.#history.last || !isReachSent(this.#profile, reach(this.#profile, settings.own, now));
    const next = await this.#doors.getAlarm();
    const soon = this.#doors.clock() + FLUSH_WINDOW_MS;
    if (next !== null && (!lacking || next <= soon)) return false;
    await this.#doors.setAlarm(lacking ? soon : Math.max(soon, nextExpiry(this.#profile, this.#history) ?? soon));
    return true;
  }

  get #profile(): Profile {
    return this.#store.get("profile") ?? EMPTY_PROFILE;
  }

  get #history(): History {
    return this.#store.get("history") ?? EMPTY_HISTORY;
  }
}

const newestFirst = (history: History): HistoryEntry[] => [...history.entries].reverse().map(({ n: _, ...entry }) => entry);
