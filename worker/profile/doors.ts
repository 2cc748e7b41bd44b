/** The ways out of one object: to its storage's alarm, to the queue, to other objects, to the clock. */
import type { LedgerChange } from "../domain/ledger-change.ts";
import type { Preferences } from "../domain/person.ts";
import type { Part } from "./fold/view.ts";
import type { CodeRow, Identity, Link, Settings, Tombstone } from "./rows.ts";
import type { Holdings } from "./surface.ts";

/** What a root answers to a surface that asks how things stand. */
export type Met = { readonly kind: "erased" } | { readonly kind: "known"; readonly registered: boolean; readonly settings: Settings };

/** Another person's, or this person's, root object. */
export interface RemoteRoot {
  meet(name: string, who: Identity, now: number, learning: boolean): Promise<Met>;
  depart(surface: string, since: number): Promise<void>;
  addLink(link: Link, tenant: string, now: number): Promise<boolean>;
  dropLink(link: string): Promise<void>;
  hear(link: string, theirs: Preferences, version: number): Promise<void>;
}

/** A surface object. */
export interface RemoteSurface {
  share(asker: string): Promise<Part | null>;
  adopt(who: Identity, settings: Settings): Promise<void>;
  holdings(): Promise<Holdings | null>;
  wipe(tombstone: Tombstone): Promise<Holdings | null>;
  takeOut(topic: string, at: number): Promise<void>;
  bringBack(topic: string, at: number): Promise<void>;
}

/** The object of a one-time code. */
export interface RemoteCode {
  putCode(offer: CodeRow): Promise<void>;
  takeCode(now: number): Promise<CodeRow | null>;
}

export interface Doors {
  /** This object's own name. */
  readonly name: string;
  root(name: string): RemoteRoot;
  surface(name: string): RemoteSurface;
  code(name: string): RemoteCode;
  /** Puts changes on the queue; rejects when the queue did not take them. */
  send(changes: readonly LedgerChange[]): Promise<void>;
  getAlarm(): Promise<number | null>;
  setAlarm(at: number): Promise<void>;
  deleteAlarm(): Promise<void>;
  /** The real time, for alarms: nobody hands them a `now`. */
  clock(): number;
}
