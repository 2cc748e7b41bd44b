/**
 * The person: choices, the list of surfaces, joined accounts, the tombstone.
 *
 * A change is written here first, together with the chores that carry it to every surface; then the chores are done; only
 * then the call answers. A chore that fails stays in its row, the call fails, and an alarm tries again: no surface is
 * forgotten, and nobody is told "done" before it is.
 */
import type { LedgerChange } from "../domain/ledger-change.ts";
import { DEFAULT_PREFERENCES, type Preferences } from "../domain/person.ts";
import { topicById } from "../domain/topics.ts";
import type { ErasedSummary, LinkOutcome, PreferencesOutcome, TopicOutcome } from "./calls.ts";
import { acted, isDefault, patched, type PreferencesPatch, type TopicAction, undone } from "./choices.ts";
import type { Doors, Met } from "./doors.ts";
import { DAY_MS, MINUTE_MS, TOMBSTONE_MS } from "./fold/retention.ts";
import { summary } from "./erased-summary.ts";
import type { Chore, Identity, Link, RootRow, Settings, Tombstone } from "./rows.ts";
import type { Holdings } from "./surface.ts";
import type { Store } from "./store.ts";

/** Surfaces (apps) of one person. */
export const MAX_SURFACES = 32;
/** Joined accounts of one person. */
export const MAX_LINKS = 8;
/** A chore that failed is tried again after this long. */
const RETRY_MS = MINUTE_MS / 2;
/** A tombstone does not keep whose user it was; the ledger finds the person by the keyed hash alone. */
const ANY_TENANT = "-";

const blank = (tenant: string): RootRow => ({ tenant, version: 0, preferences: DEFAULT_PREFERENCES, surfaces: [], links: [], notBefore: null });

export class Root {
  readonly #store: Store;
  readonly #doors: Doors;

  constructor(store: Store, doors: Doors) {
    this.#store = store;
    this.#doors = doors;
  }

  /** Is this person erased at `now`? A tombstone that has run out is none. */
  tombstone(now: number): Tombstone | null {
    const found = this.#store.get("tombstone");
    return found && now < found.until && !this.#store.get("root") ? found : null;
  }

  /** A surface asks how things stand. It is put on the list when it will keep something, so that every change reaches it. */
  meet(name: string, who: Identity, now: number, learning: boolean): Met {
    if (this.tombstone(now)) return { kind: "erased" };
    const row = this.#store.get("root") ?? blank(who.tenant);
    if (row.surfaces.some((one) => one.name === name)) return { kind: "known", registered: true, settings: this.#settingsFor(row, who.surface) };
    const said = !isDefault(row.preferences) || row.links.length > 0 || row.notBefore !== null;
    if (!learning && !said) return { kind: "known", registered: false, settings: this.#settingsFor(row, who.surface) };
    if (row.surfaces.length >= MAX_SURFACES) {
      if (learning) throw new Error(`a person has at most ${MAX_SURFACES} surfaces`);
      return { kind: "known", registered: false, settings: this.#settingsFor(row, who.surface) };
    }
    const next = this.#save({ ...row, surfaces: [...row.surfaces, { name, surface: who.surface, since: now }] });
    return { kind: "known", registered: true, settings: this.#settingsFor(next, who.surface) };
  }

  /** A surface whose contents have all run out leaves the list. A root with nothing left to say goes with it. */
  async depart(surface: string): Promise<void> {
    const row = this.#store.get("root");
    if (!row) return;
    const next = this.#save({ ...row, surfaces: row.surfaces.filter((one) => one.surface !== surface) });
    const idle = next.surfaces.length === 0 && next.links.length === 0 && next.notBefore === null && isDefault(next.preferences);
    if (idle && !this.#store.get("chores")) await this.#store.destroy();
  }

  async preferences(tenant: string, patch: PreferencesPatch, now: number): Promise<PreferencesOutcome> {
    const erased = this.tombstone(now);
    if (erased && patch.restart !== true) return { kind: "refused", reason: "erased" };
    // Nobody starts again on top of what an unfinished erasure has left somewhere.
    if (erased) await this.#doChores({ mayWait: "report" });
    const row = this.#row(tenant);
    const started = erased ? { ...row, notBefore: now } : row;
    const preferences = patched(row.preferences, patch);
    if (!erased && JSON.stringify(preferences) === JSON.stringify(row.preferences)) return { kind: "done", preferences };
    await this.#everywhere({ ...started, preferences });
    return { kind: "done", preferences };
  }

  async topic(tenant: string, topic: string, action: TopicAction, now: number): Promise<TopicOutcome> {
    const known = topicById(topic);
    if (!known) return { kind: "refused", reason: "unknown_topic" };
    if (action === "boost" && !known.eligible) return { kind: "refused", reason: "ineligible" };
    if (this.tombstone(now)) return { kind: "refused", reason: "erased" };
    const row = this.#row(tenant);
    const preferences = acted(row.preferences, topic, action);
    const takeOut = action === "remove" ? row.surfaces.map(({ name }): Chore => ({ do: "take_out", key: crypto.randomUUID(), name, topic, at: now })) : [];
    await this.#everywhere({ ...row, preferences }, takeOut);
    return { kind: "done", preferences };
  }

  /** Unblocks and unboosts at any time; brings back what was removed within 30 days. */
  async undo(tenant: string, topic: string, now: number): Promise<TopicOutcome> {
    if (!topicById(topic)) return { kind: "refused", reason: "unknown_topic" };
    if (this.tombstone(now)) return { kind: "refused", reason: "erased" };
    const row = this.#row(tenant);
    const preferences = undone(row.preferences, topic);
    const held = await this.holdings();
    // An erasure may have come while the surfaces were asked.
    if (this.tombstone(now)) return { kind: "refused", reason: "erased" };
    const removed = held.some(({ profile }) => profile.removals.some((one) => one.topic === topic));
    const listed = JSON.stringify(preferences) !== JSON.stringify(row.preferences);
    if (!removed && !listed) return { kind: "refused", reason: "nothing_to_undo" };
    const current = this.#row(tenant);
    const bringBack = current.surfaces.map(({ name }): Chore => ({ do: "bring_back", key: crypto.randomUUID(), name, topic, at: now }));
    const next = { ...current, preferences: undone(current.preferences, topic) };
    await this.#everywhere(next, bringBack);
    return { kind: "done", preferences: next.preferences };
  }

  /** Everything that the surfaces hold. */
  async holdings(): Promise<Holdings[]> {
    const surfaces = this.#store.get("root")?.surfaces ?? [];
    const held = await Promise.all(surfaces.map(({ name }) => this.#doors.surface(name).holdings()));
    return held.filter((one) => one !== null);
  }

  /**
   * Erases everything, everywhere. The tombstone is written before anything else happens, in the transaction that
   * empties this object; surfaces are wiped, joined accounts are left and the ledger is told by chores that survive.
   */
  async erase(tenant: string, now: number): Promise<ErasedSummary> {
    const row = this.#store.get("root");
    const tombstone: Tombstone = { at: now, until: now + TOMBSTONE_MS };
    const chores: Chore[] = [
      ...(row?.surfaces ?? []).map(({ name }): Chore => ({ do: "wipe", key: crypto.randomUUID(), name, tombstone })),
      ...this.#others(row).map(({ id, peer }): Chore => ({ do: "leave", key: crypto.randomUUID(), root: peer.root, link: id })),
      { do: "report", key: crypto.randomUUID(), change: this.#report(tenant, tombstone) },
    ];
    const unfinished = (this.#store.get("chores") ?? []).filter((chore) => chore.do === "wipe" || chore.do === "leave" || chore.do === "report");
    this.#store.entomb(tombstone, [...unfinished, ...chores]);
    const held: Holdings[] = [];
    await this.#doChores({ mayWait: "report", onWiped: (wiped) => held.push(wiped) });
    return summary(tombstone, row, held);
  }

  async addLink(link: Link, tenant: string, now: number): Promise<boolean> {
    if (this.tombstone(now)) return false;
    const row = this.#row(tenant);
    if (row.tenant !== tenant || row.links.length >= MAX_LINKS) return false;
    await this.#everywhere({ ...row, links: [...row.links.filter(({ id }) => id !== link.id), link] });
    return true;
  }

  async dropLink(link: string): Promise<void> {
    const row = this.#store.get("root");
    if (!row?.links.some(({ id }) => id === link)) return;
    await this.#everywhere({ ...row, links: row.links.filter(({ id }) => id !== link) });
  }

  /** The other account chose something. */
  async hear(link: string, theirs: Preferences, version: number): Promise<void> {
    const row = this.#store.get("root");
    if (!row?.links.some(({ id, theirVersion }) => id === link && theirVersion < version)) return;
    const links = row.links.map((one) => (one.id === link ? { ...one, theirs, theirVersion: version } : one));
    await this.#everywhere({ ...row, links }, [], "quiet");
  }

  /** Offers a surface of this account under a one-time code; `codeName` is the code's keyed hash. */
  async offer(who: Identity, name: string, codeName: string, until: number, now: number): Promise<"offered" | "erased" | "too_many"> {
    if (this.tombstone(now)) return "erased";
    if (this.#row(who.tenant).links.length >= MAX_LINKS) return "too_many";
    await this.#doors.code(codeName).putCode({ until, tenant: who.tenant, root: this.#doors.name, name, surface: who.surface });
    return "offered";
  }

  /** Joins this account's surface (`name` is its object) with the one that was offered under the code. */
  async redeem(who: Identity, name: string, codeName: string, now: number): Promise<LinkOutcome> {
    if (this.tombstone(now)) return { kind: "refused", reason: "erased" };
    if (this.#row(who.tenant).links.length >= MAX_LINKS) return { kind: "refused", reason: "too_many" };
    const offer = await this.#doors.code(codeName).takeCode(now);
    if (!offer || offer.tenant !== who.tenant) return { kind: "refused", reason: "unknown_code" };
    const { links, preferences, version } = this.#row(who.tenant);
    const joined = links.some((link) => (link.name === name && link.peer.name === offer.name) || (link.name === offer.name && link.peer.name === name));
    if (offer.name === name || joined) return { kind: "refused", reason: "same_account" };
    const shared = { id: crypto.randomUUID(), since: now };
    const mine: Link = { ...shared, surface: who.surface, name, peer: { root: offer.root, name: offer.name, surface: offer.surface }, theirs: DEFAULT_PREFERENCES, theirVersion: -1 };
    const reply: Link = { ...shared, surface: offer.surface, name: offer.name, peer: { root: this.#doors.name, name, surface: who.surface }, theirs: preferences, theirVersion: version };
    if (!(await this.addLink(mine, who.tenant, now))) return { kind: "refused", reason: "too_many" };
    const agreed = offer.root === this.#doors.name || (await this.#ask(offer.root, reply, who.tenant, now));
    if (agreed) return { kind: "linked", link: { ...shared, surface: who.surface, otherSurface: offer.surface } };
    await this.dropLink(shared.id);
    return { kind: "refused", reason: "too_many" };
  }

  /** The other account's consent; a link that it does not know of goes again. */
  async #ask(root: string, link: Link, tenant: string, now: number): Promise<boolean> {
    try {
      return await this.#doors.root(root).addLink(link, tenant, now);
    } catch (error) {
      await this.unlink(link.id);
      throw error;
    }
  }

  async unlink(link: string): Promise<boolean> {
    const row = this.#store.get("root");
    const found = row?.links.find(({ id }) => id === link);
    if (!row || !found) return false;
    const leave = this.#others({ links: [found] }).map(({ peer }): Chore => ({ do: "leave", key: crypto.randomUUID(), root: peer.root, link }));
    await this.#everywhere({ ...row, links: row.links.filter(({ id }) => id !== link) }, leave);
    return true;
  }

  /**
   * The alarm: finishes chores; tells the ledger again, once a day, that the person is erased, so that a ledger restored
   * from a backup forgets within a day; lets a tombstone that has run out go, and with it the last trace.
   */
  async wake(now: number): Promise<void> {
    // Chores set the next alarm themselves.
    if (this.#store.get("chores")) return this.#doChores();
    const tombstone = this.#store.get("tombstone");
    if (!tombstone) return;
    const row = this.#store.get("root");
    if (now < tombstone.until) {
      if (!row) await this.#doors.send([this.#report(ANY_TENANT, tombstone)]);
      return this.#rest();
    }
    if (!row) return this.#store.destroy();
    this.#store.delete("tombstone");
    this.#save({ ...row, notBefore: null });
  }

  #report(tenant: string, { at, until }: Tombstone): LedgerChange {
    return { kind: "erased", id: `${this.#doors.name}:erased:${at}`, tenant, person: this.#doors.name, at, until };
  }

  #row(tenant: string): RootRow {
    return this.#store.get("root") ?? blank(tenant);
  }

  #save(row: RootRow): RootRow {
    const next = { ...row, version: row.version + 1 };
    this.#store.put("root", next);
    return next;
  }

  /** Writes the row, then carries it to every surface and to the joined accounts. */
  async #everywhere(row: RootRow, more: readonly Chore[] = [], joined: "told" | "quiet" = "told"): Promise<void> {
    const settle = row.surfaces.map(({ name, surface }): Chore => ({ do: "settle", key: crypto.randomUUID(), name, surface }));
    const tell = joined === "quiet" ? [] : this.#others(row).map(({ id, peer }): Chore => ({ do: "tell", key: crypto.randomUUID(), root: peer.root, link: id }));
    this.#save(row);
    const chores = [...(this.#store.get("chores") ?? []), ...more, ...settle, ...tell];
    if (chores.length === 0) return;
    this.#store.put("chores", chores);
    await this.#doChores();
  }

  /**
   * Does what is left to do, all of it at once. @throws the first failure, after an alarm was set for what failed;
   * a failure of a chore that `mayWait` only sets the alarm.
   */
  async #doChores({ mayWait, onWiped = () => {} }: { mayWait?: Chore["do"]; onWiped?: (held: Holdings) => void } = {}): Promise<void> {
    const chores = this.#store.get("chores") ?? [];
    if (chores.length === 0) return;
    await this.#doors.setAlarm(this.#doors.clock() + RETRY_MS);
    const results = await Promise.allSettled(chores.map((chore) => this.#do(chore, onWiped)));
    const done = new Set(chores.filter((_, index) => results[index]?.status === "fulfilled").map(({ key }) => key));
    const left = (this.#store.get("chores") ?? []).filter(({ key }) => !done.has(key));
    if (left.length > 0) this.#store.put("chores", left);
    else this.#store.delete("chores");
    if (left.length === 0) await this.#rest();
    const failed = results.find((result, index) => result.status === "rejected" && chores[index]?.do !== mayWait);
    if (failed?.status === "rejected") throw failed.reason;
  }

  /** No chores: the alarm is needed for a tombstone only. */
  async #rest(): Promise<void> {
    const tombstone = this.#store.get("tombstone");
    if (tombstone) await this.#doors.setAlarm(Math.min(tombstone.until, this.#doors.clock() + DAY_MS));
    else await this.#doors.deleteAlarm();
  }

  async #do(chore: Chore, onWiped: (held: Holdings) => void): Promise<void> {
    const row = this.#store.get("root");
    switch (chore.do) {
      case "settle":
        if (!row) return;
        return this.#doors.surface(chore.name).adopt({ tenant: row.tenant, person: this.#doors.name, surface: chore.surface }, this.#settingsFor(row, chore.surface));
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

  /** Links to other accounts; a link between two surfaces of this one needs no telling. */
  #others(row: Pick<RootRow, "links"> | undefined): readonly Link[] {
    return (row?.links ?? []).filter(({ peer }) => peer.root !== this.#doors.name);
  }

  #settingsFor(row: RootRow, surface: string): Settings {
    return {
      version: row.version,
      own: row.preferences,
      joined: row.links.map(({ theirs }) => theirs),
      peers: row.links.flatMap((link): Settings["peers"] => {
        if (link.surface === surface) return [{ link: link.id, name: link.peer.name, surface: link.peer.surface }];
        // Two surfaces of one account: the same record holds for both of them.
        const within = link.peer.root === this.#doors.name && link.peer.surface === surface;
        return within ? [{ link: link.id, name: link.name, surface: link.surface }] : [];
      }),
      notBefore: row.notBefore,
    };
  }
}
