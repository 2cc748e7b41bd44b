/**
 * The rows of one object: a handful of JSON bodies, each in a slot of its own, parsed once and then served from memory.
 *
 * Nothing is created before something is kept: asking about somebody unknown leaves no database behind.
 */

import type { Profile } from "./fold/state.ts";
import type { History } from "./history.ts";
import { isCreated, migrate } from "./migrate.ts";
import type { Chore, CodeRow, RootRow, SettingsRow, Tombstone } from "./rows.ts";

/** Slot numbers are stored; they never change meaning. */
export const SLOTS = { profile: 1, history: 2, settings: 3, root: 4, tombstone: 5, chores: 6, code: 7 } as const;

export interface Bodies {
  profile: Profile;
  history: History;
  settings: SettingsRow;
  root: RootRow;
  tombstone: Tombstone;
  chores: readonly Chore[];
  code: CodeRow;
}
export type SlotName = keyof typeof SLOTS;

export class Store {
  readonly #storage: DurableObjectStorage;
  #created: boolean;
  readonly #memory = new Map<SlotName, unknown>();
  /** Rows written since the object was loaded, as the bill counts them; alarms not included. */
  rowsWritten = 0;

  /** Migrates what exists. Call it in the object's constructor. */
  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#created = isCreated(storage.sql);
    if (!this.#created) return;
    this.rowsWritten += migrate(storage.sql);
    this.#load();
  }

  get<Name extends SlotName>(name: Name): Bodies[Name] | undefined {
    return this.#memory.get(name) as Bodies[Name] | undefined;
  }

  /** Every row as it lies on disk. */
  rows(): { slot: SlotName; body: string }[] {
    if (!this.#created) return [];
    const stored = this.#storage.sql.exec<{ slot: number; body: string }>("SELECT slot, body FROM slots ORDER BY slot").toArray();
    return stored.map(({ slot, body }) => ({ slot: nameOf(slot), body }));
  }

  /** Writes one row. Memory changes only after storage did. Puts without an `await` between them are one transaction. */
  put<Name extends SlotName>(name: Name, body: Bodies[Name]): void {
    this.#create();
    this.rowsWritten += this.#write(name, body);
    this.#memory.set(name, body);
  }

  delete(name: SlotName): void {
    if (!this.#memory.has(name)) return;
    this.rowsWritten += this.#storage.sql.exec("DELETE FROM slots WHERE slot = ?", SLOTS[name]).rowsWritten;
    this.#memory.delete(name);
  }

  /** Replaces everything that is kept by a tombstone, in one transaction: there is no moment without either. */
  entomb(tombstone: Tombstone, chores: readonly Chore[] = []): void {
    this.#create();
    this.#storage.transactionSync(() => {
      this.rowsWritten += this.#storage.sql.exec("DELETE FROM slots").rowsWritten;
      this.rowsWritten += this.#write("tombstone", tombstone);
      if (chores.length > 0) this.rowsWritten += this.#write("chores", chores);
    });
    this.#load();
  }

  /** Deletes the database and its alarm. The object is as if nobody had ever asked for it. */
  async destroy(): Promise<void> {
    this.#memory.clear();
    this.#created = false;
    await this.#storage.deleteAll();
  }

  #write<Name extends SlotName>(name: Name, body: Bodies[Name]): number {
    const sql = "INSERT INTO slots (slot, body) VALUES (?, ?) ON CONFLICT (slot) DO UPDATE SET body = excluded.body";
    return this.#storage.sql.exec(sql, SLOTS[name], JSON.stringify(body)).rowsWritten;
  }

  #load(): void {
    this.#memory.clear();
    for (const { slot, body } of this.rows()) this.#memory.set(slot, JSON.parse(body));
  }

  #create(): void {
    if (this.#created) return;
    this.rowsWritten += migrate(this.#storage.sql);
    this.#created = true;
  }
}

/** @throws {Error} for a number that this code does not know: newer code wrote it, and reading past it would lose it */
function nameOf(slot: number): SlotName {
  const name = (Object.keys(SLOTS) as SlotName[]).find((one) => SLOTS[one] === slot);
  if (!name) throw new Error(`slot ${slot} is unknown; known are ${Object.values(SLOTS).join(", ")}`);
  return name;
}
