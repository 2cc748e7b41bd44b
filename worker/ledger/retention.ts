/** The nightly clean-up: what the ledger forgets, and when. */
import { and, lt, lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { atLedger } from "./fault.ts";
import { decisions, publishedDays, reach, tallies, tombstones } from "./schema.ts";
import { dayOf } from "./tally.ts";

const DAY_MS = 86_400_000;

/** A surface that holds topics says so again every 30 days; one that has not been heard of for longer holds none. */
export const REACH_MAX_AGE_DAYS = 45;
/** So long may something late from before an erasure, or from before the new start that ended it early, still arrive. */
export const TOMBSTONE_MIN_AGE_DAYS = 31;
/** Decisions and tallies are needed until their day is closed; the rest is room for a late look. */
export const DECISION_MAX_AGE_DAYS = 35;
export const TALLY_MAX_AGE_DAYS = 35;
/** Published aggregates of a day: a little over a year, for a comparison with the same month. */
export const PUBLISHED_MAX_AGE_DAYS = 400;

/** Rows deleted, by table. */
export interface CleanUp {
  readonly tombstones: number;
  readonly reach: number;
  readonly decisions: number;
  readonly tallies: number;
  readonly published: number;
}

/** Deletes what has run out at `now`. One atomic batch; rejects with a LedgerFault, and then nothing was deleted. */
export const cleanUp = (d1: D1Database, now: number): Promise<CleanUp> =>
  atLedger("clean up", async () => {
    const db = drizzle(d1);
    const before = (days: number): number => now - days * DAY_MS;
    const done = await db.batch([
      db.delete(tombstones).where(and(lte(tombstones.until, now), lte(tombstones.at, before(TOMBSTONE_MIN_AGE_DAYS)))),
      db.delete(reach).where(lt(reach.at, before(REACH_MAX_AGE_DAYS))),
      db.delete(decisions).where(lt(decisions.at, before(DECISION_MAX_AGE_DAYS))),
      db.delete(tallies).where(lt(tallies.day, dayOf(before(TALLY_MAX_AGE_DAYS)))),
      db.delete(publishedDays).where(lt(publishedDays.day, dayOf(before(PUBLISHED_MAX_AGE_DAYS)))),
    ]);
    const [gone, stale, decided, counted, published] = done.map((result) => result.meta.changes);
    return { tombstones: gone ?? 0, reach: stale ?? 0, decisions: decided ?? 0, tallies: counted ?? 0, published: published ?? 0 };
  });
