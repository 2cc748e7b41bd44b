/**
 * The alarm of a surface: tells the ledger what it lacks, sweeps what has run out, and ends the object when nothing is left.
 * There is one alarm for both; it is set only when none is, or when it would come too late.
 */
import { DEFAULT_PREFERENCES } from "../domain/person.ts";
import type { Doors } from "./doors.ts";
import { FLUSH_WINDOW_MS, isReachSent, nextErrand, nextSequence, reach, unsent } from "./flush.ts";
import { prune } from "./fold/cap.ts";
import { windowOf } from "./fold/counter.ts";
import type { Profile } from "./fold/state.ts";
import { forget } from "./history.ts";
import type { SettingsRow } from "./rows.ts";
import type { SurfaceState } from "./standing.ts";
import type { Store } from "./store.ts";
import { current } from "./talks.ts";

export class SurfaceAlarm {
  readonly #store: Store;
  readonly #state: SurfaceState;
  readonly #doors: Doors;

  constructor(store: Store, state: SurfaceState, doors: Doors) {
    this.#store = store;
    this.#state = state;
    this.#doors = doors;
  }

  /** Makes sure that an alarm comes: soon when the ledger lacks something, else when something runs out. */
  async wake(now: number): Promise<boolean> {
    const settings = this.#store.get("settings");
    if (!settings) return false;
    const [profile, history] = [this.#state.profile, this.#state.history];
    const lacking = history.sent < history.last || !isReachSent(profile, reach(profile, settings.own, now), now);
    const soon = this.#doors.clock() + FLUSH_WINDOW_MS;
    const wanted = lacking ? soon : Math.max(soon, nextErrand(profile, history) ?? soon);
    const next = await this.#doors.getAlarm();
    if (next !== null && next <= wanted) return false;
    await this.#doors.setAlarm(wanted);
    return true;
  }

  /** Sends what the ledger lacks, drops what has run out, and sets the next alarm. A failed send throws and changes nothing. */
  async flush(now: number): Promise<void> {
    const settings = this.#store.get("settings");
    if (!settings) return;
    const [profile, history] = [this.#state.profile, this.#state.history];
    const changes = unsent(settings, profile, history, now);
    if (changes.length > 0) await this.#doors.send(changes);
    // An erasure may have come while the changes were on their way; then there is nothing to note any more.
    if (!this.#store.get("settings")) return;
    this.#noteSent(
      changes.some(({ kind }) => kind === "reach") ? { topics: reach(profile, settings.own, now), sequence: nextSequence(profile, now) } : null,
      history.last,
      now,
    );
    const next = nextErrand(this.#state.profile, this.#state.history);
    if (next === null) return this.#vanish(settings);
    await this.#doors.setAlarm(Math.max(next, now + FLUSH_WINDOW_MS));
  }

  #noteSent(sent: Profile["sent"] | null, decisions: number, now: number): void {
    const window = windowOf(now);
    const swept = window > this.#state.profile.window ? prune(this.#state.profile, window) : this.#state.profile;
    const talks = swept.talks && current(swept.talks, now);
    const tidy = talks && talks !== swept.talks ? { ...swept, talks } : swept;
    const profile = sent ? { ...tidy, sent } : tidy;
    if (profile !== this.#state.profile) this.#store.put("profile", profile);
    const remembered = forget(this.#state.history, now);
    const history = remembered.sent < decisions ? { ...remembered, sent: decisions } : remembered;
    if (history !== this.#state.history) this.#store.put("history", history);
  }

  /**
   * Everything has run out: the object goes back to never having been, then leaves the root's list. A message that comes
   * in between registers anew, under a newer `since`, which this departure does not touch.
   * A root that cannot be told is told by the next alarm.
   */
  async #vanish(settings: SettingsRow): Promise<void> {
    await this.#store.destroy();
    try {
      await this.#doors.root(settings.person).depart(settings.surface, settings.since);
    } catch (error) {
      // Whoever came meanwhile has settled it with the root: a message, or an erasure.
      if (this.#store.get("settings") || this.#store.get("tombstone")) return;
      await this.#stayClosed(settings);
      throw error;
    }
  }

  /**
   * Keeps what another departure needs. The surface is closed to learning meanwhile: the root may have let it go although
   * its answer was lost, and then no erasure would reach what is learned here.
   */
  async #stayClosed({ tenant, person, surface, since, version }: SettingsRow): Promise<void> {
    const own = { ...DEFAULT_PREFERENCES, personalisation: "off" } as const;
    this.#store.put("settings", { tenant, person, surface, since, version, own, joined: [], peers: [], notBefore: null });
    await this.#doors.setAlarm(this.#doors.clock() + FLUSH_WINDOW_MS);
  }
}
