/** What the scheduled handler runs: close the days that are over and, once a day, forget what has run out. */
import { closeOpenDays } from "./close-day.ts";
import { type CleanUp, cleanUp } from "./retention.ts";

/**
 * Safe to run every hour: only a run that closes a day cleans up, because that reads every row.
 * Rejects with a LedgerFault; what was not closed is closed by the next run, what was not deleted by the next night's.
 */
export async function nightly(db: D1Database, now: number): Promise<{ readonly closed: readonly string[]; readonly deleted: CleanUp | null }> {
  const closed = await closeOpenDays(db, now);
  return { closed, deleted: closed.length > 0 ? await cleanUp(db, now) : null };
}
