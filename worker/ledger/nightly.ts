/** What the scheduled handler runs: close the day, then forget what has run out. */
import { closeDay } from "./close-day.ts";
import { type CleanUp, cleanUp } from "./retention.ts";

/** Safe to run at any hour and twice. Rejects with a LedgerFault; the next run catches up. */
export async function nightly(db: D1Database, now: number): Promise<{ readonly closed: string | null; readonly deleted: CleanUp }> {
  const { day, closed } = await closeDay(db, now);
  return { closed: closed ? day : null, deleted: await cleanUp(db, now) };
}
