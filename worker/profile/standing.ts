/** How things stand with a person on one surface: known here, asked of the root, or erased. */
import { stricter } from "./choices.ts";
import type { Doors } from "./doors.ts";
import { EMPTY_PROFILE, type Profile } from "./fold/state.ts";
import { EMPTY_HISTORY, type History, lastTurn } from "./history.ts";
import type { Identity, Settings } from "./rows.ts";
import type { Store } from "./store.ts";
import { turnsOf } from "./talks.ts";

export type Standing = { readonly kind: "erased" } | { readonly kind: "known"; readonly settings: Settings };

/** One surface's rows, and the root's word on them. */
export class SurfaceState {
  readonly #store: Store;
  readonly #doors: Doors;

  constructor(store: Store, doors: Doors) {
    this.#store = store;
    this.#doors = doors;
  }

  get profile(): Profile {
    return this.#store.get("profile") ?? EMPTY_PROFILE;
  }

  get history(): History {
    return this.#store.get("history") ?? EMPTY_HISTORY;
  }

  /** Turns of a conversation that are known from storage: learned from, or decided in. */
  turns(conversation: string, now: number): number {
    return Math.max(lastTurn(this.history, conversation), turnsOf(this.profile.talks ?? [], conversation, now));
  }

  /** What holds here. Known surfaces answer from memory; unknown and wiped ones ask the root. */
  async standing(who: Identity, now: number, learning: boolean): Promise<Standing> {
    const own = this.#store.get("settings");
    if (own) return { kind: "known", settings: own };
    const met = await this.#doors.root(who.person).meet(this.#doors.name, who, now, learning);
    if (met.kind === "erased") return met;
    if (met.registered) {
      const tombstone = this.#store.get("tombstone");
      // The person started again after this surface was wiped; a wipe that came while the root was asked stays.
      if (tombstone && ((met.settings.notBefore ?? 0) >= tombstone.at || now >= tombstone.until)) this.#store.delete("tombstone");
      this.adopt(who, met.settings);
    }
    return { kind: "known", settings: this.#store.get("settings") ?? met.settings };
  }

  /** Takes the root's word, unless it is older than what is known or this surface was wiped. Was it news? */
  adopt({ tenant, person, surface }: Identity, settings: Settings): boolean {
    if (this.#store.get("tombstone")) return false;
    const known = this.#store.get("settings");
    if (known && known.version >= settings.version) return false;
    this.#store.put("settings", { ...settings, tenant, person, surface });
    return true;
  }

  /** Why nothing may be learned, if so. Never `await` between this and the write that it allows. */
  refusal(standing: Standing, sentAt?: number): "erased" | "opted_out" | "paused" | null {
    // An erasure may have arrived while the root was asked.
    if (standing.kind === "erased" || this.#store.get("tombstone")) return "erased";
    const settings = this.#store.get("settings") ?? standing.settings;
    if (sentAt !== undefined && settings.notBefore !== null && sentAt <= settings.notBefore) return "erased";
    const { personalisation } = stricter(settings.own, settings.joined);
    return personalisation === "on" ? null : personalisation === "off" ? "opted_out" : "paused";
  }
}
