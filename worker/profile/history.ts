/** Past decisions about a person on one surface, with what came back. A row of its own, written behind the answer. */
import type { HistoryEntry } from "../domain/decision.ts";
import { isMarked, mark } from "./fold/marks.ts";
import { HISTORY_MS } from "./fold/retention.ts";
import type { Mark } from "./fold/state.ts";
import type { FeedbackKind } from "./fold/weights.ts";

/** Decisions remembered per surface. */
export const MAX_HISTORY = 200;

/** A decision with its number, by which the ledger knows what it has. */
export type Numbered = HistoryEntry & { readonly n: number };

export interface History {
  /** Oldest first. */
  readonly entries: readonly Numbered[];
  /** Ids of the events that were counted. */
  readonly marks: readonly Mark[];
  /** Number of the last decision that the ledger has. */
  readonly sent: number;
  /** Number of the last decision. */
  readonly last: number;
}

export const EMPTY_HISTORY: History = { entries: [], marks: [], sent: 0, last: 0 };

/** Adds decisions; one that is known already is not added again. */
export function decided(history: History, entries: readonly HistoryEntry[]): History {
  const known = new Set(history.entries.map(({ decision, candidate }) => `${decision} ${candidate}`));
  const fresh = entries.filter(({ decision, candidate }) => !known.has(`${decision} ${candidate}`));
  if (fresh.length === 0) return history;
  const numbered = fresh.map((entry, index): Numbered => ({ ...entry, n: history.last + index + 1 }));
  return { ...history, entries: [...history.entries, ...numbered].slice(-MAX_HISTORY), last: history.last + fresh.length };
}

const FIELD = {
  impression: "impressionAt",
  click: "clickAt",
  dismiss: "dismissedAt",
  not_interested: "notInterestedAt",
  owned: "ownedAt",
} as const satisfies Record<FeedbackKind, keyof HistoryEntry>;

export interface Feedback {
  readonly at: number;
  readonly fingerprint: string;
  readonly decision: string;
  /** Which of the decision's picks; all of them when left out. */
  readonly candidate?: string | undefined;
  readonly kind: FeedbackKind;
}

/** Notes what came back. The first of a kind is the one that is kept. */
export function felt(
  history: History,
  feedback: Feedback,
): { kind: "recorded"; history: History; about: readonly HistoryEntry[] } | { kind: "duplicate" } | { kind: "unknown_decision" } {
  const about = history.entries.filter(
    ({ decision, candidate }) => decision === feedback.decision && (feedback.candidate === undefined || candidate === feedback.candidate),
  );
  if (about.length === 0) return { kind: "unknown_decision" };
  if (isMarked(history.marks, feedback.fingerprint)) return { kind: "duplicate" };
  const field = FIELD[feedback.kind];
  const entries = history.entries.map((entry) => (about.includes(entry) ? { ...entry, [field]: entry[field] ?? feedback.at } : entry));
  return { kind: "recorded", history: { ...history, entries, marks: mark(history.marks, feedback.fingerprint, feedback.at) }, about };
}

/** Forgets decisions older than 90 days. */
export function forget(history: History, now: number): History {
  const entries = history.entries.filter(({ at }) => now - at < HISTORY_MS);
  return entries.length === history.entries.length ? history : { ...history, entries };
}

/** The last known turn number of a conversation, of decisions until a moment; 0 when nothing was decided in it. */
export const lastTurn = (history: History, conversation: string, until = Number.POSITIVE_INFINITY): number =>
  Math.max(0, ...history.entries.map((entry) => (entry.conversation === conversation && entry.at <= until ? (entry.turn ?? 0) : 0)));
