/**
 * The product, top to bottom: authenticate ▸ gate ▸ classify ▸ suppress ▸ decide ▸ answer on the beat, and behind it observe.
 *
 * Authentication has happened when this is called. Everything outside comes in as a door (see {@link Doors}); the
 * rules are pure. A refusal is an ordinary answer. Where a door fails or is late, profiling fails closed (nothing is
 * written, no advert is chosen) and the chat gets its answer all the same.
 */
import type { Classification, ScoredIntent, ScoredSensitive, ScoredTopic, Turn } from "./domain/classification.ts";
import type { Candidate, Decision, HistoryEntry } from "./domain/decision.ts";
import type { Observation, ObserveOutcome } from "./domain/observation.ts";
import type { PersonView } from "./domain/person.ts";
import type { Refusal } from "./domain/refusal.ts";
import { topicById } from "./domain/topics.ts";
import type { Modality, Purpose, SkipCode, Source } from "./domain/vocabulary.ts";

/** A message call after its body was read. */
export interface MessageCall {
  readonly surface: string;
  readonly conversation: string;
  /** Oldest first; the last one is learned from. */
  readonly turns: readonly Turn[];
  /** Epoch ms at which the last one was sent, where the caller says so. */
  readonly sentAt?: number;
  /** false: nothing is kept, not even that something was decided. */
  readonly learn: boolean;
  /** Wait for the write before answering. */
  readonly confirm: boolean;
  readonly decide: DecideWish | null;
}

/** A wish to rank candidates within the same call. */
export interface DecideWish {
  readonly purpose: Purpose;
  readonly candidates: readonly Candidate[];
  readonly count: number;
  /** May this message's own topics count, before anything is stored? */
  readonly useMessage: boolean;
}

/** What may be kept of a message. */
export interface Kept {
  readonly topics: readonly ScoredTopic[];
  readonly intents: readonly ScoredIntent[];
}

/** What the model and the filter made of the last message. */
type Reading = ({ readonly kind: "passed"; readonly labels: Classification } & Kept) | { readonly kind: "refused"; readonly refusal: Refusal };

/** The ways out of the pipeline. Each may reject; none may hang for longer than its caller's patience. */
export interface Doors {
  /** Region, age, signals and effective date; asked before the body is read. */
  gate(): Refusal | null;
  /** Reads and validates the body. Its rejection is the caller's fault and reaches the caller. */
  body(): Promise<MessageCall>;
  classify(
    turns: readonly Turn[],
  ): Promise<{ kind: "classified"; now: Classification; context: readonly ScoredSensitive[] } | { kind: "refused"; refusal: Refusal }>;
  /** Pure: what may be kept of a classification. */
  suppress(labels: Classification, context: readonly ScoredSensitive[]): ({ kind: "pass" } & Kept) | { kind: "refused"; refusal: Refusal };
  /** The caller's object on a surface. */
  person(surface: string): PersonDoor;
  decide(wish: DecideWish, view: PersonView, message: Kept | null, call: MessageCall): Promise<Decided>;
  /** Hands a result over at a moment that tells nothing of how it came about. */
  onTheBeat<T>(work: Promise<T>): Promise<T>;
  /** Runs behind the answer; its failure is counted and never reaches the caller. */
  behind(work: Promise<unknown>): void;
  /** Counts a fault by the name of the stage; never its message. */
  fault(stage: "classify" | "read" | "observe" | "decide", error: unknown): void;
  readonly now: number;
}

/** The answer of a decision, and the records to keep behind it (none when nothing about the person may be kept). */
export interface Decided {
  readonly decision: Decision;
  readonly entries: readonly HistoryEntry[];
}

/** The way to one person's object. */
export interface PersonDoor {
  /** Reads, never writes. */
  read(messageId: string, conversation: string): Promise<PersonView>;
  observe(observation: Observation): Promise<ObserveOutcome>;
  /** Remembers decisions, for caps, pacing and "why this". */
  decided(entries: readonly HistoryEntry[]): Promise<void>;
  /** Tells the object, in memory only, that this conversation touched a sensitive matter. */
  hush(conversation: string): Promise<void>;
}

/** What the pipeline answers; `routes/messages.ts` puts it on the wire. */
export interface Outcome {
  readonly id?: string;
  readonly outcome: "learned" | "contextual" | "skipped";
  readonly skip: SkipCode | null;
  readonly language: Classification["language"] | null;
  readonly topics: readonly ScoredTopic[];
  readonly intents: readonly ScoredIntent[];
  readonly decision: Decision | null;
}

/** Refusals after which no advert may follow in this turn either. */
const SILENT: ReadonlySet<SkipCode> = new Set(["sensitive", "unsupported_language", "unavailable", "rate_limited", "duplicate"]);

const SOURCE_OF: Record<Modality, Source> = { text: "text", voice: "voice", image_prompt: "image_prompt" };

/** One message through the whole ladder. Rejects only when the body is unreadable. */
export async function handleMessage(doors: Doors): Promise<Outcome> {
  const denied = doors.gate();
  return denied ? skipped(denied.code) : doors.onTheBeat(readAndKeep(doors));
}

/** What the gate let through. How long this takes depends on what the message says; nobody outside gets to see that. */
async function readAndKeep(doors: Doors): Promise<Outcome> {
  const call = await doors.body();
  const last = call.turns[call.turns.length - 1];
  if (!last) throw new Error("the schema lets no call without a message through");

  // The object and the model work side by side; neither waits for a disk.
  const person = doors.person(call.surface);
  const [view, reading] = await Promise.all([recall(doors, person, last.id, call.conversation), read(doors, call.turns)]);
  // Before any way out: an object that was too late to be read can still be told.
  if (reading?.kind === "refused" && reading.refusal.code === "sensitive") doors.behind(person.hush(call.conversation));
  if (view === null || reading === null) return skipped("unavailable", last.id);

  const refused = storedChoice(view) ?? repeated(view) ?? carriedOver(view) ?? (reading.kind === "refused" ? reading.refusal.code : null);
  const quiet = (refused !== null && SILENT.has(refused)) || (reading.kind === "refused" && SILENT.has(reading.refusal.code)) || view.hushed;
  const decision = call.decide && !quiet ? await decide(doors, person, call.decide, view, reading, call) : null;
  if (refused !== null || reading.kind === "refused") return { ...skipped(refused ?? "unavailable", last.id), decision };

  const { labels, topics, intents } = reading;
  const shown = { id: last.id, skip: null, language: labels.language, topics, intents, decision };
  if (!call.learn) return { ...shown, outcome: "contextual" };

  const write = person.observe({
    now: doors.now,
    ...(call.sentAt === undefined ? {} : { sentAt: call.sentAt }),
    messageId: last.id,
    conversation: call.conversation,
    topics,
    intents,
    source: SOURCE_OF[last.modality],
    model: labels.model,
  });
  if (!call.confirm) {
    doors.behind(write);
    return { ...shown, outcome: "learned" };
  }
  const written = await write.catch((error: unknown) => {
    doors.fault("observe", error);
    return "unavailable" as const;
  });
  const late = LATE_REFUSAL[written];
  return late === null ? { ...shown, outcome: "learned" } : { ...skipped(late, last.id), decision };
}

/** What the object may still say when the write arrives: the choice changed, or another call was faster. */
const LATE_REFUSAL: Record<ObserveOutcome | "unavailable", SkipCode | null> = {
  learned: null,
  blocked: null,
  duplicate: "duplicate",
  opted_out: "opted_out",
  erased: "opted_out",
  paused: "paused",
  hushed: "sensitive",
  unavailable: "unavailable",
};

async function recall(doors: Doors, person: PersonDoor, messageId: string, conversation: string): Promise<PersonView | null> {
  try {
    return await person.read(messageId, conversation);
  } catch (error) {
    doors.fault("read", error);
    return null;
  }
}

async function read(doors: Doors, turns: readonly Turn[]): Promise<Reading | null> {
  try {
    const result = await doors.classify(turns);
    if (result.kind === "refused") return result;
    const verdict = doors.suppress(result.now, result.context);
    return verdict.kind === "refused" ? verdict : { kind: "passed", labels: result.now, topics: verdict.topics, intents: verdict.intents };
  } catch (error) {
    doors.fault("classify", error);
    return null;
  }
}

async function decide(doors: Doors, person: PersonDoor, wish: DecideWish, view: PersonView, reading: Reading, call: MessageCall): Promise<Decision | null> {
  const message = wish.useMessage && reading.kind === "passed" ? { topics: reading.topics, intents: reading.intents } : null;
  try {
    const { decision, entries } = await doors.decide(wish, view, message, call);
    if (call.learn && entries.length > 0) doors.behind(person.decided(entries));
    return decision;
  } catch (error) {
    doors.fault("decide", error);
    return null;
  }
}

function storedChoice(view: PersonView): SkipCode | null {
  if (view.status === "erased" || view.preferences.personalisation === "off") return "opted_out";
  return view.preferences.personalisation === "paused" ? "paused" : null;
}

function repeated(view: PersonView): SkipCode | null {
  if (view.rateLimited) return "rate_limited";
  return view.seen ? "duplicate" : null;
}

/** After a suppressed turn the next ones of that conversation are not learned from either. */
function carriedOver(view: PersonView): SkipCode | null {
  return view.hushed ? "sensitive" : null;
}

function skipped(code: SkipCode, id?: string): Outcome {
  return { ...(id === undefined ? {} : { id }), outcome: "skipped", skip: code, language: null, topics: [], intents: [], decision: null };
}

/** Names and paths for scored topics, as every answer shows them. */
export const named = (topics: readonly ScoredTopic[]): { id: string; name: string; path: string; score: number }[] =>
  topics.flatMap(({ id, score }) => {
    const topic = topicById(id);
    return topic ? [{ id, name: topic.name, path: topic.path, score: rounded(score) }] : [];
  });

/** Scored intents, as every answer shows them. */
export const shownIntents = (intents: readonly ScoredIntent[]): ScoredIntent[] => intents.map(({ name, score }) => ({ name, score: rounded(score) }));

/** Scores leave with four digits: more would only tell machines apart. */
export const rounded = (score: number): number => Math.round(score * 1e4) / 1e4;
