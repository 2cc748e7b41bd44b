/** Faults of the ledger, without what was being written. */

/**
 * D1 or its connection failed. drizzle's own error lists the statement's parameters in its message, so it never gets
 * past this file: only the operation and D1's own text survive.
 */
export class LedgerFault extends Error {
  override readonly name = "LedgerFault";
  readonly operation: string;

  constructor(operation: string, error: unknown) {
    super(`ledger: ${operation} failed`, { cause: innermost(error) });
    this.operation = operation;
  }
}

/** Runs one piece of work against D1; rejects with a {@link LedgerFault} and nothing else. */
export async function atLedger<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new LedgerFault(operation, error);
  }
}

/** D1's error under drizzle's; undefined where drizzle's is the only one. */
function innermost(error: unknown): unknown {
  const isDrizzle = error instanceof Error && "query" in error && "params" in error;
  return isDrizzle ? error.cause : error;
}
