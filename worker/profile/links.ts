/**
 * Accounts that belong to one person, joined with both sides' consent: one side offers a code, the other one redeems it.
 *
 * Nothing is merged. Each side keeps its own counters and is told where to look for the other's; reads sum. A surface
 * hands its counters out only to one that it lists itself, so half a link is no link.
 */
import { DEFAULT_PREFERENCES, type Preferences } from "../domain/person.ts";
import type { LinkOutcome } from "./calls.ts";
import { type Chores, newKey } from "./chores.ts";
import type { Doors } from "./doors.ts";
import { MAX_LINKS, type RootState } from "./root-state.ts";
import type { Chore, Identity, Link } from "./rows.ts";

export class Links {
  readonly #state: RootState;
  readonly #chores: Chores;
  readonly #doors: Doors;

  constructor(state: RootState, chores: Chores, doors: Doors) {
    this.#state = state;
    this.#chores = chores;
    this.#doors = doors;
  }

  /** The other account agrees, if it can. */
  async add(link: Link, tenant: string, now: number): Promise<boolean> {
    if (this.#state.tombstone(now)) return false;
    const row = this.#state.row(tenant);
    if (row.tenant !== tenant || row.links.length >= MAX_LINKS) return false;
    await this.#chores.everywhere({ ...row, links: [...row.links.filter(({ id }) => id !== link.id), link] });
    return true;
  }

  /** The other account has left. */
  async drop(link: string): Promise<void> {
    const row = this.#state.found;
    if (!row?.links.some(({ id }) => id === link)) return;
    await this.#chores.everywhere({ ...row, links: row.links.filter(({ id }) => id !== link) });
  }

  /** The other account chose something. */
  async hear(link: string, theirs: Preferences, version: number): Promise<void> {
    const row = this.#state.found;
    if (!row?.links.some(({ id, theirVersion }) => id === link && theirVersion < version)) return;
    const links = row.links.map((one) => (one.id === link ? { ...one, theirs, theirVersion: version } : one));
    await this.#chores.everywhere({ ...row, links }, [], "quiet");
  }

  /** Offers a surface of this account under a one-time code; `codeName` is the code's keyed hash. */
  async offer(who: Identity, name: string, codeName: string, until: number, now: number): Promise<"offered" | "erased" | "too_many"> {
    if (this.#state.tombstone(now)) return "erased";
    if (this.#state.row(who.tenant).links.length >= MAX_LINKS) return "too_many";
    await this.#doors.code(codeName).putCode({ until, tenant: who.tenant, root: this.#state.name, name, surface: who.surface });
    return "offered";
  }

  /** Joins this account's surface (`name` is its object) with the one that was offered under the code. */
  async redeem(who: Identity, name: string, codeName: string, now: number): Promise<LinkOutcome> {
    if (this.#state.tombstone(now)) return { kind: "refused", reason: "erased" };
    if (this.#state.row(who.tenant).links.length >= MAX_LINKS) return { kind: "refused", reason: "too_many" };
    const offer = await this.#doors.code(codeName).takeCode(now);
    if (!offer || offer.tenant !== who.tenant) return { kind: "refused", reason: "unknown_code" };
    const { links, preferences, version } = this.#state.row(who.tenant);
    const joined = links.some((link) => (link.name === name && link.peer.name === offer.name) || (link.name === offer.name && link.peer.name === name));
    if (offer.name === name || joined) return { kind: "refused", reason: "same_account" };
    const shared = { id: crypto.randomUUID(), since: now };
    const mine: Link = {
      ...shared,
      surface: who.surface,
      name,
      peer: { root: offer.root, name: offer.name, surface: offer.surface },
      theirs: DEFAULT_PREFERENCES,
      theirVersion: -1,
    };
    const reply: Link = {
      ...shared,
      surface: offer.surface,
      name: offer.name,
      peer: { root: this.#state.name, name, surface: who.surface },
      theirs: preferences,
      theirVersion: version,
    };
    if (!(await this.#whole(shared.id, () => this.add(mine, who.tenant, now)))) return { kind: "refused", reason: "too_many" };
    const agreed = offer.root === this.#state.name || (await this.#whole(shared.id, () => this.#doors.root(offer.root).addLink(reply, who.tenant, now)));
    if (agreed) return { kind: "linked", link: { ...shared, surface: who.surface, otherSurface: offer.surface } };
    await this.drop(shared.id);
    return { kind: "refused", reason: "too_many" };
  }

  /** One side's consent to a link; when it fails, the link goes again on both sides, so that none is left half. */
  async #whole(link: string, consent: () => Promise<boolean>): Promise<boolean> {
    try {
      return await consent();
    } catch (error) {
      await this.unlink(link);
      throw error;
    }
  }

  /** Leaves. Each side keeps its own counters, so nothing has to be taken apart. */
  async unlink(link: string): Promise<boolean> {
    const row = this.#state.found;
    const found = row?.links.find(({ id }) => id === link);
    if (!row || !found) return false;
    const leave = this.#state.others({ links: [found] }).map(({ peer }): Chore => ({ do: "leave", key: newKey(), root: peer.root, link }));
    await this.#chores.everywhere({ ...row, links: row.links.filter(({ id }) => id !== link) }, leave);
    return true;
  }
}
