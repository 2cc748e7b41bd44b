/**
 * The alarm of a surface: tells the ledger what it lacks, sweeps what has run out, and ends the object when nothing is left.
 * There is one alarm for both; it is set only when none is, or when it would come too late.
 */
import type { Doors } from "./doors.ts";
import { FLUSH_WINDOW_MS, isReachSent, nextExpiry, nextSequence, reach, unsent } from "./flush.ts";
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
    const lacking = this.#state.history.sent < this.#state.history.last || !isReachSent(this.#state.profile, reach(this.#state.profile, settings.own, now));
    const next = await this.#doors.getAlarm();
    const soon = this.#doors.clock() + FLUSH_WINDOW_MS;
    if (next !== null && (!lacking || next <= soon)) return false;
    await this.#doors.setAlarm(lacking ? soon : Math.max(soon, nextExpiry(this.#state.profile, this.#state.history) ?? soon));
    return true;
  }

  /** Sends what the ledger lacks, drops what has run out, and sets the next alarm. A failed send throws and changes nothing. */
  async flush(now: number): Promise<void> {
    const settings = this.#store.get("settings");
    if (!settings) return;
    const [profile, history] = [this.#state.profile, this.#state.history];
    const changes = unsent(settings, profile, history, settings.own, now);
    if (changes.length > 0) await this.#doors.send(changes);
    // An erasure may have come while the changes were on their way; then there is nothing to note any more.
    if (!this.#store.get("settings")) return;
    this.#noteSent(
      changes.some(({ kind }) => kind === "reach") ? { topics: reach(profile, settings.own, now), sequence: nextSequence(profile, now) } : null,
      history.last,
      now,
    );
    const expiry = nextExpiry(this.#state.profile, this.#state.history);
    if (expiry === null) return this.#vanish(settings);
    await this.#doors.setAlarm(Math.max(expiry, now + FLUSH_WINDOW_MS));
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
   */
  async #vanish({ person, surface, since }: SettingsRow): Promise<void> {
    await this.#store.destroy();
    await this.#doors.root(person).depart(surface, since);
  }
}
