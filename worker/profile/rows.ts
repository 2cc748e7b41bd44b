/** The rows beside the profile. None of them is touched by learning; none of them changes the profile's bytes. */
import type { LedgerChange } from "../domain/ledger-change.ts";
import type { Preferences } from "../domain/person.ts";

/** Whose object this is, in keyed hashes. */
export interface Identity {
  readonly tenant: string;
  /** Name of the person's root object: a keyed hash of tenant and user. */
  readonly person: string;
  readonly surface: string;
}

/** Another surface whose counters are summed in. Both sides must list each other. */
export interface Peer {
  readonly link: string;
  /** Name of the other surface's object. */
  readonly name: string;
  readonly surface: string;
}

/** A surface's copy of what its root says; the root pushes every change before it answers. */
export interface Settings {
  /** Epoch ms at which this surface was first used; with it, it leaves the root's list again. */
  readonly since: number;
  /** Grows with every change; an older copy never replaces a newer one. */
  readonly version: number;
  /** The person's own choices: learning goes by these, and by `personalisation` of the joined accounts. */
  readonly own: Preferences;
  /** Choices of joined accounts. */
  readonly joined: readonly Preferences[];
  readonly peers: readonly Peer[];
  /** The person erased everything and started again then: what was sent before does not count. */
  readonly notBefore: number | null;
}

export interface SettingsRow extends Settings, Identity {}

/** What an erasure leaves: time stamps, under a name that is a keyed hash. */
export interface Tombstone {
  readonly at: number;
  readonly until: number;
}

/** One of the person's surfaces. */
export interface KnownSurface {
  readonly surface: string;
  /** Name of its object. */
  readonly name: string;
  /** Epoch ms of the first use. */
  readonly since: number;
}

/** One joined account. */
export interface Link {
  readonly id: string;
  readonly since: number;
  /** Own surface that was joined, and the name of its object. */
  readonly surface: string;
  readonly name: string;
  readonly peer: { readonly root: string; readonly name: string; readonly surface: string };
  /** Choices of the other account, and how new they are. */
  readonly theirs: Preferences;
  readonly theirVersion: number;
}

/** Something that must happen elsewhere; kept until it has. */
export type Chore =
  | { readonly do: "settle"; readonly key: string; readonly name: string; readonly surface: string }
  | { readonly do: "take_out"; readonly key: string; readonly name: string; readonly topic: string; readonly at: number }
  | { readonly do: "bring_back"; readonly key: string; readonly name: string; readonly topic: string; readonly at: number }
  | { readonly do: "wipe"; readonly key: string; readonly name: string; readonly tombstone: Tombstone }
  | { readonly do: "tell"; readonly key: string; readonly root: string; readonly link: string }
  | { readonly do: "leave"; readonly key: string; readonly root: string; readonly link: string }
  | { readonly do: "report"; readonly key: string; readonly change: LedgerChange };

/** The root object: what belongs to the person and not to a surface. */
export interface RootRow {
  readonly tenant: string;
  readonly version: number;
  readonly preferences: Preferences;
  readonly surfaces: readonly KnownSurface[];
  readonly links: readonly Link[];
  readonly notBefore: number | null;
}

/** A one-time code waits in an object of its own, named by the code's keyed hash. */
export interface CodeRow {
  readonly until: number;
  readonly tenant: string;
  readonly root: string;
  readonly name: string;
  readonly surface: string;
}
