/** Time budgets: no door may keep a chat waiting. */

/** How long the request path waits for each door, ms. A door that is late counts as failed; profiling fails closed. */
export const PATIENCE_MS = {
  /** Reading the person's object: half a millisecond in place, a continent's round trip at worst. */
  read: 500,
  /** Session creation of a cold isolate included. */
  classify: 3_000,
  /** With `confirm`, the write and its replication. */
  observe: 3_000,
} as const;

/** A door that did not answer in time. */
export class Late extends Error {
  override readonly name = "Late";
}

/** The promise's outcome, or a rejection with {@link Late} after `ms`. The work itself is not stopped. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: number | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
