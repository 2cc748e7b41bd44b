/** One person on one surface: what is read of it, and what its root does to it. Reads are served from memory and write nothing. */
import type { HistoryEntry } from "../domain/decision.ts";
import { DEFAULT_PREFERENCES, type PersonView } from "../domain/person.ts";
import { stricter } from "./choices.ts";
import type { Doors } from "./doors.ts";
import { isMarked } from "./fold/marks.ts";
import { remove, restore } from "./fold/removal.ts";
import { COOLDOWN_MS } from "./fold/retention.ts";
import type { Profile } from "./fold/state.ts";
import { coolingDown, interests, type Part, standingIntents } from "./fold/view.ts";
import type { HashedAsk } from "./hashed.ts";
import type { History } from "./history.ts";
import type { Identity, Settings, SettingsRow, Tombstone } from "./rows.ts";
import type { ShortMemory } from "./short-memory.ts";
import type { SurfaceState } from "./standing.ts";
import type { Store } from "./store.ts";
import type { SurfaceAlarm } from "./surface-alarm.ts";

/** What the surface holds, for the root that shows or erases it. */
export interface Holdings {
  readonly profile: Profile;
  readonly history: History;
  readonly settings: SettingsRow;
}

export class Surface {
  readonly #store: Store;
  readonly #state: SurfaceState;
  readonly #memory: ShortMemory;
  readonly #alarm: SurfaceAlarm;
  readonly #doors: Doors;

  constructor(store: Store, state: SurfaceState, memory: ShortMemory, alarm: SurfaceAlarm, doors: Doors) {
    this.#store = store;
    this.#state = state;
    this.#memory = memory;
    this.#alarm = alarm;
    this.#doors = doors;
  }

  async read(who: Identity, ask: HashedAsk): Promise<PersonView> {
    const standing = await this.#state.standing(who, ask.now, false);
    const rateLimited = ask.message !== undefined && this.#memory.tooFast(ask.now);
    const known = ask.conversation === undefined ? 0 : this.#state.turns(ask.conversation, ask.now);
    const counted = ask.message !== undefined && !rateLimited;
    const turn = ask.conversation === undefined ? 1 : counted ? this.#memory.turn(ask.conversation, known) : this.#memory.turnSoFar(ask.conversation, known);
    const hushed = ask.conversation !== undefined && this.#memory.isHushed(ask.conversation, ask.now);
    const moment = { rateLimited, turn, hushed };
    if (standing.kind === "erased") {
      return { status: "erased", preferences: DEFAULT_PREFERENCES, interests: [], intents: [], seen: false, cooldowns: [], history: [], ...moment };
    }
    const { settings } = standing;
    const preferences = stricter(settings.own, settings.joined);
    const seen = ask.message !== undefined && isMarked(this.#state.profile.marks, ask.message);
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
      history: ask.history && !silent ? newestFirst(this.#state.history) : [],
      ...moment,
    };
  }

  hush(conversation: string, now: number): void {
    this.#memory.hush(conversation, now);
  }

  /** This surface's own counters, for those that sum them. */
  part(surface: string): Part {
    const { counters, intents, cooldowns } = this.#state.profile;
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
    return settings ? { profile: this.#state.profile, history: this.#state.history, settings } : null;
  }

  async adopt(who: Identity, settings: Settings): Promise<void> {
    if (this.#state.adopt(who, settings)) await this.#alarm.wake(this.#doors.clock());
  }

  async takeOut(topic: string, at: number): Promise<void> {
    await this.#change(remove(this.#state.profile, topic, at), at);
  }

  async bringBack(topic: string, at: number): Promise<void> {
    await this.#change(restore(this.#state.profile, topic, at), at);
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

  async #change(next: Profile, at: number): Promise<void> {
    if (next === this.#state.profile) return;
    this.#store.put("profile", next);
    await this.#alarm.wake(at);
  }

  /** Parts of the joined surfaces. One that cannot be reached is left out: fewer interests, never wrong ones. */
  async #peers({ peers }: Settings): Promise<Part[]> {
    if (peers.length === 0) return [];
    const parts = await Promise.all(
      peers.map(({ name }) =>
        this.#doors
          .surface(name)
          .share(this.#doors.name)
          .catch(() => null),
      ),
    );
    return parts.filter((part) => part !== null);
  }
}

const newestFirst = (history: History): HistoryEntry[] => [...history.entries].reverse().map(({ n: _, ...entry }) => entry);
