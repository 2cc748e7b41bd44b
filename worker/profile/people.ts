/** The Worker's side: everything that may be asked of a person's objects. The only place that knows their names. */
import type { HistoryEntry } from "../domain/decision.ts";
import type { Observation, ObserveOutcome } from "../domain/observation.ts";
import type { PersonView } from "../domain/person.ts";
import type {
  Ask,
  ErasedSummary,
  FeedbackEvent,
  FeedbackOutcome,
  Hush,
  LinkCode,
  LinkOutcome,
  Measured,
  MeView,
  Person,
  PreferencesOutcome,
  PreferencesPatch,
  SignalEvent,
  SignalOutcome,
  TopicAction,
  TopicOutcome,
  Who,
} from "./calls.ts";
import type { ExportDocument } from "./export-schema.ts";
import { newCode, normalised } from "./link-code.ts";
import { names } from "./names.ts";
import type { PersonObject } from "./object.ts";
import { CODE_TTL_MS } from "./rendezvous.ts";
import { retried } from "./retry.ts";
import type { Identity } from "./rows.ts";

export * from "./calls.ts";

export interface People {
  /** One call to one object, no write. Somebody unknown is "empty", and stays unknown. */
  read(who: Who, ask: Ask): Promise<PersonView>;
  /** Folds a message in; one row. The same message id counts once. */
  observe(who: Who, observation: Observation): Promise<ObserveOutcome>;
  /** The same, with its price. */
  observeMeasured(who: Who, observation: Observation): Promise<Measured>;
  /** A suppressed turn happened. Remembered in memory only; this call writes nothing. */
  hush(who: Who, hush: Hush): Promise<void>;
  signal(who: Who, signal: SignalEvent): Promise<SignalOutcome>;
  /** Remembers decisions for caps, fatigue and "why this?". The same decision and candidate is remembered once. */
  decided(who: Who, entries: readonly HistoryEntry[]): Promise<void>;
  event(who: Who, event: FeedbackEvent): Promise<FeedbackOutcome>;
  /** Everything that is kept, with receipts; of one surface when one is named. */
  me(person: Person, ask: { readonly now: number; readonly surface?: string }): Promise<MeView>;
  /** Holds on every surface when this answers. */
  preferences(person: Person, patch: PreferencesPatch, now: number): Promise<PreferencesOutcome>;
  putTopic(person: Person, topic: string, action: TopicAction, now: number): Promise<TopicOutcome>;
  /** Unblocks and unboosts; brings a removed topic back within 30 days. */
  undoTopic(person: Person, topic: string, now: number): Promise<TopicOutcome>;
  /** The picks of one decision, as they were remembered. Empty when it is unknown. */
  decision(person: Person, id: string): Promise<readonly HistoryEntry[]>;
  /** Everything that the person's objects hold; `shared_copies` is left for the caller to fill. Schema: export.schema.json. */
  export(person: Person, now: number): Promise<ExportDocument>;
  /** Every row of the person's objects as it is stored, and the keyed hash under which the ledger knows the person. */
  trace(person: Person, ask?: { readonly surfaces?: readonly string[] }): Promise<Trace>;
  /** Erases everything, everywhere. Rejects when a surface could not be reached; it is then erased by an alarm. */
  erase(person: Person, now: number): Promise<ErasedSummary>;
  /** A one-time code that joins this surface with the one that redeems it. */
  linkCode(who: Who, now: number): Promise<LinkCode>;
  link(who: Who, code: string, now: number): Promise<LinkOutcome>;
  /** false: there is no such link. */
  unlink(person: Person, link: string): Promise<boolean>;
}

/** Rows laid open, for development and for tests. */
export interface Trace {
  readonly person: string;
  readonly stores: readonly { readonly store: string; readonly table: string; readonly rows: readonly Record<string, unknown>[] }[];
}

/** @param secret PERSON_SECRET; with another secret everybody is somebody else */
export function people(namespace: DurableObjectNamespace<PersonObject>, secret: string): People {
  const named = names(secret);

  const identify = async ({ tenant, user, surface }: Who): Promise<{ name: string; id: Identity }> => {
    if (surface === "") throw new Error("a surface has a name");
    const [person, name] = await Promise.all([named.person(tenant, "", user), named.person(tenant, surface, user)]);
    return { name, id: { tenant, person, surface } };
  };
  const onSurface = async <Answer>(who: Who, call: (object: Stub, id: Identity, name: string) => Promise<Answer>): Promise<Answer> => {
    const { name, id } = await identify(who);
    return retried(() => call(namespace.getByName(name) as unknown as Stub, id, name));
  };
  const onRoot = async <Answer>({ tenant, user }: Person, call: (object: Stub) => Promise<Answer>): Promise<Answer> => {
    const name = await named.person(tenant, "", user);
    return retried(() => call(namespace.getByName(name) as unknown as Stub));
  };
  const observeMeasured = (who: Who, { messageId, conversation, ...rest }: Observation): Promise<Measured> =>
    onSurface(who, async (object, id) => {
      const [message, talk] = await Promise.all([
        named.fingerprint("message", id.person, messageId),
        named.fingerprint("conversation", id.person, conversation),
      ]);
      return object.observe(id, { ...rest, message, conversation: talk });
    });

  return {
    read: (who, { now, messageId, conversation, history }) =>
      onSurface(who, async (object, id) => {
        const [message, talk] = await Promise.all([
          messageId === undefined ? undefined : named.fingerprint("message", id.person, messageId),
          conversation === undefined ? undefined : named.fingerprint("conversation", id.person, conversation),
        ]);
        const view = await object.read(id, { now, message, conversation: talk, history: history ?? true });
        // Past decisions carry a keyed hash of their conversation; the one that was asked about gets its name back.
        return {
          ...view,
          history: view.history.map((entry) =>
            talk !== undefined && entry.conversation === talk && conversation !== undefined ? { ...entry, conversation } : entry,
          ),
        };
      }),
    observe: async (who, observation) => (await observeMeasured(who, observation)).outcome,
    observeMeasured,
    hush: (who, { conversation, now }) =>
      onSurface(who, async (object, id) => object.hush(await named.fingerprint("conversation", id.person, conversation), now)),
    signal: (who, { id: eventId, ...rest }) =>
      onSurface(who, async (object, id) => object.signal(id, { ...rest, event: await named.fingerprint("event", id.person, eventId) })),
    decided: (who, entries) =>
      onSurface(who, async (object, id) => {
        const hashed = entries.map(async (entry) =>
          entry.conversation === undefined ? entry : { ...entry, conversation: await named.fingerprint("conversation", id.person, entry.conversation) },
        );
        return object.decided(id, await Promise.all(hashed));
      }),
    event: (who, { id: eventId, ...rest }) =>
      onSurface(who, async (object, id) => object.event(id, { ...rest, event: await named.fingerprint("event", id.person, eventId) })),
    me: (person, { now, surface }) => onRoot(person, (object) => object.me(now, surface)),
    preferences: (person, patch, now) => onRoot(person, (object) => object.preferences(person.tenant, patch, now)),
    putTopic: (person, topic, action, now) => onRoot(person, (object) => object.topic(person.tenant, topic, action, now)),
    undoTopic: (person, topic, now) => onRoot(person, (object) => object.undoTopic(person.tenant, topic, now)),
    decision: (person, id) => onRoot(person, (object) => object.decision(id)),
    export: (person, now) => onRoot(person, (object) => object.exportDocument(person.tenant, now)),
    trace: async ({ tenant, user }, { surfaces = [] } = {}) => {
      const person = await named.person(tenant, "", user);
      const root = namespace.getByName(person) as unknown as Stub;
      // An erased person's root knows its surfaces no more: the caller may name some to look at all the same.
      const asked = await Promise.all(surfaces.map(async (surface) => ({ surface, name: await named.person(tenant, surface, user) })));
      const known = await root.surfaces();
      const all = [{ surface: "", name: person }, ...known, ...asked.filter(({ name }) => !known.some((one) => one.name === name))];
      const stores = await Promise.all(
        all.map(async ({ surface, name }) => {
          const rows = await (namespace.getByName(name) as unknown as Stub).rows();
          return rows.map(({ slot, body }) => ({
            store: surface === "" ? "person" : `surface ${surface}`,
            table: slot,
            rows: [listed(JSON.parse(body))].flat(),
          }));
        }),
      );
      return { person, stores: stores.flat() };
    },
    erase: (person, now) => onRoot(person, (object) => object.erase(person.tenant, now)),
    linkCode: async (who, now) => {
      const code = newCode();
      const expiresAt = now + CODE_TTL_MS;
      const { name, id } = await identify(who);
      const codeName = await named.code(who.tenant, normalised(code));
      const offered = await retried(() => (namespace.getByName(id.person) as unknown as Stub).offerLink(id, name, codeName, expiresAt, now));
      return offered === "offered" ? { kind: "code", code, expiresAt } : { kind: "refused", reason: offered };
    },
    link: async (who, code, now) => {
      const { name, id } = await identify(who);
      // Not tried twice: the code is spent by the first try.
      return (namespace.getByName(id.person) as unknown as Stub).redeemLink(id, name, await named.code(who.tenant, normalised(code)), now);
    },
    unlink: (person, link) => onRoot(person, (object) => object.unlink(link)),
  };
}

const listed = (body: unknown): Record<string, unknown> | Record<string, unknown>[] => body as Record<string, unknown> | Record<string, unknown>[];

/** The object's methods as they look from outside: every answer is a promise. */
type Stub = {
  [Method in keyof PersonObject]: PersonObject[Method] extends (...args: infer Args) => infer Answer ? (...args: Args) => Promise<Awaited<Answer>> : never;
};
