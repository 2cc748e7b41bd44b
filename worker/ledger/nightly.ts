/** What the scheduled handler runs: close the day and, once a day, forget what has run out. */
import { closeDay } from "./close-day.ts";
import { type CleanUp, cleanUp } from "./retention.ts";

/**
 * Safe to run every hour: only the run that closes the day cleans up, because that reads every row.
 * Rejects with a LedgerFault; what was not closed is closed by the next run, what was not deleted by the next night's.
 */
export async function nightly(db: D1Database, now: number): Promise<{ readonly closed: string | null; readonly deleted: CleanUp | null }> {
  const { day, closed } = await closeDay(db, now);
  return closed ? { closed: day, deleted: await cleanUp(db, now) } : { closed: null, deleted: null };
}
