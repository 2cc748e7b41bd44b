/**
 * The Durable Object of a person. One class, three kinds of object, told apart by their names:
 * - a **surface** holds what one app learned (surface.ts reads it, feeding.ts feeds it, surface-alarm.ts keeps it tidy);
 * - the **root** (the surface with the empty name) holds what belongs to the person everywhere (root.ts, links.ts);
 * - a **code** waits ten minutes to join two accounts (rendezvous.ts).
 *
 * Names are keyed hashes made by people.ts, the only caller. The methods here only pass on; rules live in the files above.
 */
import { DurableObject } from "cloudflare:workers";
import type { HistoryEntry } from "../domain/decision.ts";
import type { LedgerChange } from "../domain/ledger-change.ts";
import type { PersonView, Preferences } from "../domain/person.ts";
import type { ErasedSummary, FeedbackOutcome, LinkOutcome, Measured, MeView, PreferencesOutcome, SignalOutcome, TopicOutcome } from "./calls.ts";
import type { PreferencesPatch, TopicAction } from "./choices.ts";
import { Chores } from "./chores.ts";
import type { Doors, Met, RemoteCode, RemoteRoot, RemoteSurface } from "./doors.ts";
import { exportDocument } from "./export-document.ts";
import type { ExportDocument } from "./export-schema.ts";
import { Feeding } from "./feeding.ts";
import type { Part } from "./fold/view.ts";
import type { HashedAsk, HashedFeedback, HashedObservation, HashedSignal } from "./hashed.ts";
import { Links } from "./links.ts";
import { meView } from "./me.ts";
import { Rendezvous } from "./rendezvous.ts";
import { Root } from "./root.ts";
import { RootState } from "./root-state.ts";
import type { CodeRow, Identity, Link, Settings, Tombstone } from "./rows.ts";
import { ShortMemory } from "./short-memory.ts";
import { SurfaceState } from "./standing.ts";
import { Store } from "./store.ts";
import { type Holdings, Surface } from "./surface.ts";
import { SurfaceAlarm } from "./surface-alarm.ts";

/** Messages in one call of the queue. */
const SEND_BATCH = 100;
/** The runtime gives an alarm up after six tries; before that a new one is set. */
const LAST_RETRY = 5;
const ALARM_RETRY_MS = 60_000;

export class PersonObject extends DurableObject<Env> {
  readonly #store: Store;
  readonly #surface: Surface;
  readonly #feeding: Feeding;
  readonly #alarm: SurfaceAlarm;
  readonly #person: RootState;
  readonly #root: Root;
  readonly #links: Links;
  readonly #code: Rendezvous;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const doors = this.#doors();
    this.#store = new Store(ctx.storage);
    const state = new SurfaceState(this.#store, doors);
    const memory = new ShortMemory();
    this.#alarm = new SurfaceAlarm(this.#store, state, doors);
    this.#feeding = new Feeding(this.#store, state, memory, this.#alarm);
    this.#surface = new Surface(this.#store, state, memory, this.#alarm, doors);
    this.#person = new RootState(this.#store, () => doors.name);
    const chores = new Chores(this.#store, this.#person, doors);
    this.#root = new Root(this.#store, this.#person, chores, doors);
    this.#links = new Links(this.#person, chores, doors);
    this.#code = new Rendezvous(this.#store, doors);
  }

  // A surface, asked by the Worker.
  read(who: Identity, ask: HashedAsk): Promise<PersonView> {
    return this.#surface.read(who, ask);
  }
  observe(who: Identity, observation: HashedObservation): Promise<Measured> {
    return this.#feeding.observe(who, observation);
  }
  signal(who: Identity, signal: HashedSignal): Promise<SignalOutcome> {
    return this.#feeding.signal(who, signal);
  }
  decided(who: Identity, entries: readonly HistoryEntry[]): Promise<void> {
    return this.#feeding.decided(who, entries);
  }
  event(who: Identity, event: HashedFeedback): Promise<FeedbackOutcome> {
    return this.#feeding.event(who, event);
  }
  hush(conversation: string, now: number): void {
    this.#surface.hush(conversation, now);
  }

  // A surface, asked by a root or by a joined surface.
  share(asker: string): Part | null {
    return this.#surface.share(asker);
  }
  holdings(): Holdings | null {
    return this.#surface.holdings();
  }
  adopt(who: Identity, settings: Settings): Promise<void> {
    return this.#surface.adopt(who, settings);
  }
  wipe(tombstone: Tombstone): Promise<Holdings | null> {
    return this.#surface.wipe(tombstone);
  }
  takeOut(topic: string, at: number): Promise<void> {
    return this.#surface.takeOut(topic, at);
  }
  bringBack(topic: string, at: number): Promise<void> {
    return this.#surface.bringBack(topic, at);
  }

  /** Every row of this object as it is stored: slot name and JSON. */
  rows(): { slot: string; body: string }[] {
    return this.#store.rows();
  }

  // The root, asked by the Worker.
  async me(now: number, surface: string | undefined): Promise<MeView> {
    const held = await this.#root.holdings();
    return meView(this.#person.found ?? null, this.#person.tombstone(now), held, now, surface);
  }
  preferences(tenant: string, patch: PreferencesPatch, now: number): Promise<PreferencesOutcome> {
    return this.#root.preferences(tenant, patch, now);
  }
  topic(tenant: string, topic: string, action: TopicAction, now: number): Promise<TopicOutcome> {
    return this.#root.topic(tenant, topic, action, now);
  }
  undoTopic(tenant: string, topic: string, now: number): Promise<TopicOutcome> {
    return this.#root.undo(tenant, topic, now);
  }
  async decision(id: string): Promise<HistoryEntry[]> {
    const held = await this.#root.holdings();
    return held.flatMap(({ history }) => history.entries.filter(({ decision }) => decision === id)).map(({ n: _, ...entry }) => entry);
  }
  async exportDocument(tenant: string, now: number): Promise<ExportDocument> {
    const held = await this.#root.holdings();
    const rows = {
      key: this.ctx.id.name ?? "",
      row: this.#person.found ?? null,
      tombstone: this.#person.tombstone(now),
      chores: this.#store.get("chores") ?? [],
    };
    return exportDocument(rows, held, tenant, now);
  }
  /** Names of the surfaces' objects, to look at their rows. */
  surfaces(): { surface: string; name: string }[] {
    return (this.#person.found?.surfaces ?? []).map(({ surface, name }) => ({ surface, name }));
  }
  erase(tenant: string, now: number): Promise<ErasedSummary> {
    return this.#root.erase(tenant, now);
  }
  offerLink(who: Identity, name: string, code: string, until: number, now: number): Promise<"offered" | "erased" | "too_many"> {
    return this.#links.offer(who, name, code, until, now);
  }
  redeemLink(who: Identity, name: string, code: string, now: number): Promise<LinkOutcome> {
    return this.#links.redeem(who, name, code, now);
  }
  unlink(link: string): Promise<boolean> {
    return this.#links.unlink(link);
  }

  // The root, asked by its surfaces and by the roots of joined accounts.
  meet(name: string, who: Identity, now: number, learning: boolean): Met {
    return this.#root.meet(name, who, now, learning);
  }
  depart(surface: string, since: number): Promise<void> {
    return this.#root.depart(surface, since);
  }
  addLink(link: Link, tenant: string, now: number): Promise<boolean> {
    return this.#links.add(link, tenant, now);
  }
  dropLink(link: string): Promise<void> {
    return this.#links.drop(link);
  }
  hear(link: string, theirs: Preferences, version: number): Promise<void> {
    return this.#links.hear(link, theirs, version);
  }

  // A code.
  putCode(offer: CodeRow): Promise<void> {
    return this.#code.put(offer);
  }
  takeCode(now: number): Promise<CodeRow | null> {
    return this.#code.take(now);
  }

  /** Runs at least once; every part of it may run again. A failure is tried again for as long as it takes. */
  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    try {
      await this.#chime(Date.now());
    } catch (error) {
      if ((info?.retryCount ?? 0) < LAST_RETRY) throw error;
      await this.ctx.storage.setAlarm(Date.now() + ALARM_RETRY_MS);
    }
  }

  async #chime(now: number): Promise<void> {
    if (this.#store.get("code")) return this.#code.expire();
    if (this.#store.get("settings")) return this.#alarm.flush(now);
    await this.#root.wake(now);
  }

  #doors(): Doors {
    const { ctx, env } = this;
    const stub = (name: string): unknown => env.PERSON.getByName(name);
    return {
      get name() {
        if (!ctx.id.name) throw new Error("a person's object is always reached by name");
        return ctx.id.name;
      },
      root: (name) => stub(name) as RemoteRoot,
      surface: (name) => stub(name) as RemoteSurface,
      code: (name) => stub(name) as RemoteCode,
      send: async (changes: readonly LedgerChange[]) => {
        for (let start = 0; start < changes.length; start += SEND_BATCH) {
          await env.LEDGER.sendBatch(changes.slice(start, start + SEND_BATCH).map((body) => ({ body })));
        }
      },
      getAlarm: () => ctx.storage.getAlarm(),
      setAlarm: (at) => ctx.storage.setAlarm(at),
      deleteAlarm: () => ctx.storage.deleteAlarm(),
      clock: () => Date.now(),
    };
  }
}
