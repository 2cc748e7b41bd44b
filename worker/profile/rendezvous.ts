/** A one-time code: an object of its own, named by the code's keyed hash, gone after one use or ten minutes. */
import type { Doors } from "./doors.ts";
import { MINUTE_MS } from "./fold/retention.ts";
import type { CodeRow } from "./rows.ts";
import type { Store } from "./store.ts";

export const CODE_TTL_MS = 10 * MINUTE_MS;

export class Rendezvous {
  readonly #store: Store;
  readonly #doors: Doors;

  constructor(store: Store, doors: Doors) {
    this.#store = store;
    this.#doors = doors;
  }

  async put(offer: CodeRow): Promise<void> {
    this.#store.put("code", offer);
    await this.#doors.setAlarm(offer.until);
  }

  /** Hands the offer out once. The code is spent before anything is awaited, so two at a time get it once. */
  async take(now: number): Promise<CodeRow | null> {
    const offer = this.#store.get("code");
    if (!offer) return null;
    this.#store.delete("code");
    await this.#store.destroy();
    return now < offer.until ? offer : null;
  }

  async expire(): Promise<void> {
    await this.#store.destroy();
  }
}
