/** The root's rows: who this person is to the surfaces and to joined accounts. */
import type { LedgerChange } from "../domain/ledger-change.ts";
import { DEFAULT_PREFERENCES } from "../domain/person.ts";
import type { Link, RootRow, Settings, Tombstone } from "./rows.ts";
import type { Store } from "./store.ts";

/** Joined accounts of one person. */
export const MAX_LINKS = 8;

const blank = (tenant: string): RootRow => ({ tenant, version: 0, preferences: DEFAULT_PREFERENCES, surfaces: [], links: [], notBefore: null });

export class RootState {
  readonly #store: Store;
  /** Name of the root's object: the person, in a keyed hash. */
  readonly #name: () => string;

  constructor(store: Store, name: () => string) {
    this.#store = store;
    this.#name = name;
  }

  get name(): string {
    return this.#name();
  }

  /** The row, if anything was ever kept. */
  get found(): RootRow | undefined {
    return this.#store.get("root");
  }

  /** The row, or what holds for somebody new. */
  row(tenant: string): RootRow {
    return this.found ?? blank(tenant);
  }

  save(row: RootRow): RootRow {
    const next = { ...row, version: row.version + 1 };
    this.#store.put("root", next);
    return next;
  }

  /** Is this person erased at `now`? A tombstone that has run out is none, and neither is one after a new start. */
  tombstone(now: number): Tombstone | null {
    const found = this.#store.get("tombstone");
    return found && now < found.until && !this.found ? found : null;
  }

  /** What the ledger is told of an erasure. */
  report(tenant: string, { at, until }: Tombstone): LedgerChange {
    return { kind: "erased", id: `${this.name}:erased:${at}`, tenant, person: this.name, at, until };
  }

  /** Links to other accounts; a link between two surfaces of this one needs no telling. */
  others(row: Pick<RootRow, "links"> | undefined): readonly Link[] {
    return (row?.links ?? []).filter(({ peer }) => peer.root !== this.name);
  }

  /** What a surface has to know. */
  settingsFor(row: RootRow, surface: string): Settings {
    return {
      since: row.surfaces.find((one) => one.surface === surface)?.since ?? 0,
      version: row.version,
      own: row.preferences,
      joined: row.links.map(({ theirs }) => theirs),
      peers: row.links.flatMap((link): Settings["peers"] => {
        if (link.surface === surface) return [{ link: link.id, name: link.peer.name, surface: link.peer.surface }];
        // Two surfaces of one account: the same record holds for both of them.
        const within = link.peer.root === this.name && link.peer.surface === surface;
        return within ? [{ link: link.id, name: link.name, surface: link.surface }] : [];
      }),
      notBefore: row.notBefore,
    };
  }
}
