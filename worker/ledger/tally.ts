/**
 * Counts outcomes in the isolate's memory and hands them on in parcels, one queue message for many requests.
 *
 * Carries no person and no time finer than a day. An isolate that dies takes at most one parcel with it, so the
 * numbers are a lower bound. Requests from protected regions never come near it: the caller asks the gate first.
 */
import type { LedgerChange } from "../domain/ledger-change.ts";
import type { SkipCode } from "../domain/vocabulary.ts";

/** What can be counted. */
export type Outcome = SkipCode | "learned" | "contextual";

type TallyChange = Extract<LedgerChange, { kind: "tally" }>;

/** A parcel is full after so many events … */
export const TALLY_MAX_EVENTS = 100;
/** … or when its oldest event is so old and another one comes. A Worker has no timer between requests. */
export const TALLY_MAX_AGE_MS = 30_000;

/** One counter for an isolate. */
export class Tally {
  #events = 0;
  #since = 0;
  #counts = new Map<string, { tenant: string; day: string; counts: Partial<Record<Outcome, number>> }>();

  /** Counts one outcome. Returns the parcels to send when they are due, else an empty list. */
  count(tenant: string, outcome: Outcome, now: number): TallyChange[] {
    const day = dayOf(now);
    const key = `${day} ${tenant}`;
    const entry = this.#counts.get(key) ?? { tenant, day, counts: {} };
    this.#counts.set(key, entry);
    entry.counts[outcome] = (entry.counts[outcome] ?? 0) + 1;
    if (this.#events++ === 0) this.#since = now;
    return this.#events >= TALLY_MAX_EVENTS || now - this.#since >= TALLY_MAX_AGE_MS ? this.flush() : [];
  }

  /** Everything counted so far, one change a tenant and day; starts again at nothing. */
  flush(): TallyChange[] {
    const parcels = [...this.#counts.values()].map((entry): TallyChange => ({ kind: "tally", id: crypto.randomUUID(), ...entry }));
    this.#counts = new Map();
    this.#events = 0;
    return parcels;
  }
}

/** The UTC day of a moment, "YYYY-MM-DD". */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);
