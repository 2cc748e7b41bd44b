/** The nightly clean-up: what the ledger forgets, and when. */
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { atLedger } from "./fault.ts";
import { dayOf } from "./tally.ts";

const DAY_MS = 86_400_000;

/** Interests live 30 days without a new message; a surface that has not been heard of for longer holds none. */
export const REACH_MAX_AGE_DAYS = 45;
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
    const [tombstones, reach, decisions, tallies, published] = await db.batch([
      db.run(sql`DELETE FROM tombstones WHERE until <= ${now}`),
      db.run(sql`DELETE FROM reach WHERE at < ${now - REACH_MAX_AGE_DAYS * DAY_MS}`),
      db.run(sql`DELETE FROM decisions WHERE at < ${now - DECISION_MAX_AGE_DAYS * DAY_MS}`),
      db.run(sql`DELETE FROM tallies WHERE day < ${dayOf(now - TALLY_MAX_AGE_DAYS * DAY_MS)}`),
      db.run(sql`DELETE FROM published_days WHERE day < ${dayOf(now - PUBLISHED_MAX_AGE_DAYS * DAY_MS)}`),
    ]);
    const rows = (result: D1Result): number => result.meta.changes;
    return { tombstones: rows(tombstones), reach: rows(reach), decisions: rows(decisions), tallies: rows(tallies), published: rows(published) };
  });
