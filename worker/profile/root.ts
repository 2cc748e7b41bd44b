/** The person: choices, the list of surfaces, the erasure. What concerns joined accounts is in links.ts. */
import { topicById } from "../domain/topics.ts";
import type { ErasedSummary, PreferencesOutcome, TopicOutcome } from "./calls.ts";
import { acted, isDefault, type PreferencesPatch, patched, type TopicAction, undone } from "./choices.ts";
import { type Chores, newKey } from "./chores.ts";
import type { Doors, Met } from "./doors.ts";
import { summary } from "./erased-summary.ts";
import { HOUR_MS, TOMBSTONE_MS } from "./fold/retention.ts";
import type { RootState } from "./root-state.ts";
import type { Chore, Identity, Tombstone } from "./rows.ts";
import type { Store } from "./store.ts";
import type { Holdings } from "./surface.ts";

/** Surfaces (apps) of one person. */
export const MAX_SURFACES = 32;
/** A listed surface that asks again after this long has been gone in between, and gets a new date. */
const FRESH_MS = HOUR_MS;
/** A tombstone does not keep whose user it was; the ledger finds the person by the keyed hash alone. */
const ANY_TENANT = "-";

export class Root {
  readonly #store: Store;
  readonly #state: RootState;
  readonly #chores: Chores;
  readonly #doors: Doors;

  constructor(store: Store, state: RootState, chores: Chores, doors: Doors) {
    this.#store = store;
    this.#state = state;
    this.#chores = chores;
    this.#doors = doors;
  }

  /** A surface asks how things stand. It is put on the list when it will keep something, so that every change reaches it. */
  meet(name: string, who: Identity, now: number, learning: boolean): Met {
    if (this.#state.tombstone(now)) return { kind: "erased" };
    const row = this.#state.row(who.tenant);
    const listed = row.surfaces.find((one) => one.name === name);
    if (listed && now - listed.since < FRESH_MS) return { kind: "known", registered: true, settings: this.#state.settingsFor(row, who.surface) };
    const others = row.surfaces.filter((one) => one !== listed);
    const said = listed !== undefined || !isDefault(row.preferences) || row.links.length > 0 || row.notBefore !== null;
    if (!learning && !said) return { kind: "known", registered: false, settings: this.#state.settingsFor(row, who.surface) };
    if (others.length >= MAX_SURFACES) {
      if (learning) throw new Error(`a person has at most ${MAX_SURFACES} surfaces`);
      return { kind: "known", registered: false, settings: this.#state.settingsFor(row, who.surface) };
    }
    const next = this.#state.save({ ...row, surfaces: [...others, { name, surface: who.surface, since: now }] });
    return { kind: "known", registered: true, settings: this.#state.settingsFor(next, who.surface) };
  }

  /** A surface whose contents have all run out leaves the list, unless it came back meanwhile. A root with nothing left to say goes too. */
  async depart(surface: string, since: number): Promise<void> {
    const row = this.#state.found;
    if (!row) return;
    const next = this.#state.save({ ...row, surfaces: row.surfaces.filter((one) => one.surface !== surface || one.since !== since) });
    const idle = next.surfaces.length === 0 && next.links.length === 0 && next.notBefore === null && isDefault(next.preferences);
    if (idle && !this.#store.get("chores")) await this.#store.destroy();
  }

  async preferences(tenant: string, patch: PreferencesPatch, now: number): Promise<PreferencesOutcome> {
    const erased = this.#state.tombstone(now);
    if (erased && patch.restart !== true) return { kind: "refused", reason: "erased" };
    // Nobody starts again on top of what an unfinished erasure has left somewhere.
    if (erased) await this.#chores.finish({ mayWait: "report" });
    // Another erasure may have come meanwhile, and holds; or another call may have started again first.
    const still = this.#state.tombstone(now);
    if (still && still !== erased) return { kind: "refused", reason: "erased" };
    const row = this.#state.row(tenant);
    const started = still ? { ...row, notBefore: now } : row;
    const preferences = patched(row.preferences, patch);
    if (!still && JSON.stringify(preferences) === JSON.stringify(row.preferences)) return { kind: "done", preferences };
    await this.#chores.everywhere({ ...started, preferences });
    return { kind: "done", preferences };
  }

  async topic(tenant: string, topic: string, action: TopicAction, now: number): Promise<TopicOutcome> {
    const known = topicById(topic);
    if (!known) return { kind: "refused", reason: "unknown_topic" };
    if (action === "boost" && !known.eligible) return { kind: "refused", reason: "ineligible" };
    if (this.#state.tombstone(now)) return { kind: "refused", reason: "erased" };
    const row = this.#state.row(tenant);
    const preferences = acted(row.preferences, topic, action);
    const takeOut = action === "remove" ? row.surfaces.map(({ name }): Chore => ({ do: "take_out", key: newKey(), name, topic, at: now })) : [];
    await this.#chores.everywhere({ ...row, preferences }, takeOut);
    return { kind: "done", preferences };
  }

  /** Unblocks and unboosts at any time; brings back what was removed within 30 days. */
  async undo(tenant: string, topic: string, now: number): Promise<TopicOutcome> {
    if (!topicById(topic)) return { kind: "refused", reason: "unknown_topic" };
    if (this.#state.tombstone(now)) return { kind: "refused", reason: "erased" };
    const row = this.#state.row(tenant);
    const preferences = undone(row.preferences, topic);
    const held = await this.holdings();
    // An erasure may have come while the surfaces were asked.
    if (this.#state.tombstone(now)) return { kind: "refused", reason: "erased" };
    const removed = held.some(({ profile }) => profile.removals.some((one) => one.topic === topic));
    const listed = JSON.stringify(preferences) !== JSON.stringify(row.preferences);
    if (!removed && !listed) return { kind: "refused", reason: "nothing_to_undo" };
    const current = this.#state.row(tenant);
    const bringBack = current.surfaces.map(({ name }): Chore => ({ do: "bring_back", key: newKey(), name, topic, at: now }));
    const next = { ...current, preferences: undone(current.preferences, topic) };
    await this.#chores.everywhere(next, bringBack);
    return { kind: "done", preferences: next.preferences };
  }

  /** Everything that the surfaces hold. */
  async holdings(): Promise<Holdings[]> {
    const surfaces = this.#state.found?.surfaces ?? [];
    const held = await Promise.all(surfaces.map(({ name }) => this.#doors.surface(name).holdings()));
    return held.filter((one) => one !== null);
  }

  /**
   * Erases everything, everywhere. The tombstone is written before anything else happens, in the transaction that
   * empties this object; surfaces are wiped, joined accounts are left and the ledger is told by chores that survive.
   *
   * An erased person stays erased: for 31 days nothing is learned, whatever comes late, again or new, on any surface.
   * Only the person can end that earlier, by starting again (`restart`); from then on a message counts when it was sent
   * after the new start. One without `sentAt` (`sent_at` on the wire) counts as sent when it arrives: message ids are
   * erased like everything else, so a caller that can deliver old messages late has to say when they were sent.
   */
  async erase(tenant: string, now: number): Promise<ErasedSummary> {
    const row = this.#state.found;
    const tombstone: Tombstone = { at: now, until: now + TOMBSTONE_MS };
    const chores: Chore[] = [
      ...(row?.surfaces ?? []).map(({ name }): Chore => ({ do: "wipe", key: newKey(), name, tombstone })),
      ...this.#state.others(row).map(({ id, peer }): Chore => ({ do: "leave", key: newKey(), root: peer.root, link: id })),
      { do: "report", key: newKey(), change: this.#state.report(tenant, tombstone) },
    ];
    const unfinished = (this.#store.get("chores") ?? []).filter((chore) => chore.do === "wipe" || chore.do === "leave" || chore.do === "report");
    this.#store.entomb(tombstone, [...unfinished, ...chores]);
    const held: Holdings[] = [];
    await this.#chores.finish({ mayWait: "report", onWiped: (wiped) => held.push(wiped) });
    return summary(tombstone, row, held);
  }

  /**
   * The alarm: finishes chores; tells the ledger again, once a day, that the person is erased, so that a ledger restored
   * from a backup forgets within a day; lets a tombstone that has run out go, and with it the last trace.
   */
  async wake(now: number): Promise<void> {
    // Chores set the next alarm themselves.
    if (this.#store.get("chores")) return this.#chores.finish();
    const tombstone = this.#store.get("tombstone");
    if (!tombstone) return;
    const row = this.#state.found;
    if (now < tombstone.until) {
      if (!row) await this.#doors.send([this.#state.report(ANY_TENANT, tombstone)]);
      return this.#chores.rest();
    }
    if (!row) return this.#store.destroy();
    this.#store.delete("tombstone");
    this.#state.save({ ...row, notBefore: null });
  }
}
