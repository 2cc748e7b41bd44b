/**
 * What has to happen in other objects.
 *
 * A change is written to the root first, together with the chores that carry it to every surface; then the chores are
 * done; only then the call answers. A chore that fails stays in its row, the call fails, and an alarm tries again: no
 * surface is forgotten, and nobody is told "done" before it is. Every chore may be done twice.
 */
import type { Doors } from "./doors.ts";
import { DAY_MS, MINUTE_MS } from "./fold/retention.ts";
import type { RootState } from "./root-state.ts";
import type { Chore, RootRow } from "./rows.ts";
import type { Store } from "./store.ts";
import type { Holdings } from "./surface.ts";

/** A chore that failed is tried again after this long. */
const RETRY_MS = MINUTE_MS / 2;

export const newKey = (): string => crypto.randomUUID();

export class Chores {
  readonly #store: Store;
  readonly #state: RootState;
  readonly #doors: Doors;

  constructor(store: Store, state: RootState, doors: Doors) {
    this.#store = store;
    this.#state = state;
    this.#doors = doors;
  }

  /** Writes the row, then carries it to every surface and to the joined accounts. */
  async everywhere(row: RootRow, more: readonly Chore[] = [], joined: "told" | "quiet" = "told"): Promise<void> {
    const settle = row.surfaces.map(({ name, surface }): Chore => ({ do: "settle", key: newKey(), name, surface }));
    const tell = joined === "quiet" ? [] : this.#state.others(row).map(({ id, peer }): Chore => ({ do: "tell", key: newKey(), root: peer.root, link: id }));
    this.#state.save(row);
    const chores = [...(this.#store.get("chores") ?? []), ...more, ...settle, ...tell];
    if (chores.length === 0) return;
    this.#store.put("chores", chores);
    await this.finish();
  }

  /**
   * Does what is left to do, all of it at once. @throws the first failure, after an alarm was set for what failed;
   * a failure of a chore that `mayWait` only sets the alarm.
   */
  async finish({ mayWait, onWiped = () => {} }: { mayWait?: Chore["do"]; onWiped?: (held: Holdings) => void } = {}): Promise<void> {
    const chores = this.#store.get("chores") ?? [];
    if (chores.length === 0) return;
    await this.#doors.setAlarm(this.#doors.clock() + RETRY_MS);
    const results = await Promise.allSettled(chores.map((chore) => this.#do(chore, onWiped)));
    const done = new Set(chores.filter((_, index) => results[index]?.status === "fulfilled").map(({ key }) => key));
    const left = (this.#store.get("chores") ?? []).filter(({ key }) => !done.has(key));
    if (left.length > 0) this.#store.put("chores", left);
    else this.#store.delete("chores");
    if (left.length === 0) await this.rest();
    const failed = results.find((result, index) => result.status === "rejected" && chores[index]?.do !== mayWait);
    if (failed?.status === "rejected") throw failed.reason;
  }

  /** No chores: the alarm is needed for a tombstone only. */
  async rest(): Promise<void> {
    const tombstone = this.#store.get("tombstone");
    if (tombstone) await this.#doors.setAlarm(Math.min(tombstone.until, this.#doors.clock() + DAY_MS));
    else await this.#doors.deleteAlarm();
  }

  async #do(chore: Chore, onWiped: (held: Holdings) => void): Promise<void> {
    const row = this.#state.found;
    switch (chore.do) {
      case "settle":
        if (!row) return;
        return this.#doors
          .surface(chore.name)
          .adopt({ tenant: row.tenant, person: this.#state.name, surface: chore.surface }, this.#state.settingsFor(row, chore.surface));
      case "take_out":
        return this.#doors.surface(chore.name).takeOut(chore.topic, chore.at);
      case "bring_back":
        return this.#doors.surface(chore.name).bringBack(chore.topic, chore.at);
      case "wipe": {
        const held = await this.#doors.surface(chore.name).wipe(chore.tombstone);
        if (held) onWiped(held);
        return;
      }
      case "tell":
        if (!row) return;
        return this.#doors.root(chore.root).hear(chore.link, row.preferences, row.version);
      case "leave":
        return this.#doors.root(chore.root).dropLink(chore.link);
      case "report":
        return this.#doors.send([chore.change]);
    }
  }
}
