/**
 * The queue's far end: changes of many objects into D1, one atomic batch a delivery.
 *
 * Nothing is lost: when D1 fails, every message of the delivery is retried (and reaches the dead-letter queue only
 * after the tries that wrangler.toml allows). Nothing counts twice: see apply.ts.
 */
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { LedgerChange } from "../domain/ledger-change.ts";
import { statementsFor } from "./apply.ts";
import { parseChange } from "./change-schema.ts";
import { atLedger } from "./fault.ts";

/** From this try on, each message goes alone, so that one that D1 refuses cannot take its neighbours along. */
export const ALONE_FROM_ATTEMPT = 4;
/** First pause before a retry; doubles with each try up to {@link MAX_RETRY_DELAY_SECONDS}. */
const RETRY_DELAY_SECONDS = 2;
const MAX_RETRY_DELAY_SECONDS = 600;

/** What became of one delivery. Counts only. */
export interface ConsumeReport {
  readonly stored: number;
  /** Acknowledged and dropped: retrying would not mend them. */
  readonly malformed: number;
  readonly retried: number;
}

/** Stores a delivery and acknowledges or retries each of its messages. Never rejects: a fault is a retry. */
export async function consumeLedger(batch: Pick<MessageBatch<unknown>, "messages">, d1: D1Database): Promise<ConsumeReport> {
  const db = drizzle(d1);
  const good: { message: Message<unknown>; change: LedgerChange }[] = [];
  let malformed = 0;
  for (const message of batch.messages) {
    const change = parseChange(message.body);
    if (change) good.push({ message, change });
    else {
      message.ack();
      malformed++;
    }
  }
  const alone = good.some(({ message }) => message.attempts >= ALONE_FROM_ATTEMPT);
  const parcels = alone ? good.map((one) => [one]) : [good];
  let stored = 0;
  for (const parcel of parcels) {
    const ok = await store(
      db,
      parcel.map(({ change }) => change),
    );
    for (const { message } of parcel) {
      if (ok) message.ack();
      else message.retry({ delaySeconds: Math.min(MAX_RETRY_DELAY_SECONDS, RETRY_DELAY_SECONDS * 2 ** (message.attempts - 1)) });
    }
    if (ok) stored += parcel.length;
  }
  return { stored, malformed, retried: good.length - stored };
}

async function store(db: DrizzleD1Database, changes: readonly LedgerChange[]): Promise<boolean> {
  const [first, ...rest] = changes.flatMap((change) => statementsFor(db, change));
  if (!first) return true;
  try {
    await atLedger("store changes", () => db.batch([first, ...rest]));
    return true;
  } catch {
    // The fault's text is D1's and helps nobody here: the retry, and the report's count, are the signal.
    return false;
  }
}
