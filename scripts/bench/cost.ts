/** The bill for a million learned messages, from measured quantities and list prices. */

/** What was measured. */
export interface Quantities {
  /** CPU of one request, ms. */
  readonly cpuMs: number;
  /** Rows that the object writes per message. */
  readonly rowsPerMessage: number;
}

/** Cloudflare's list prices in US dollars (Workers Paid, November 2026), before anything that is included. */
const PRICE = {
  millionRequests: 0.3,
  millionCpuMs: 0.02,
  millionObjectRequests: 0.15,
  millionRowsWritten: 1,
  millionQueueOperations: 0.4,
  millionGigabyteSeconds: 12.5,
} as const;
/** Read and observe: two calls of the object a message. */
const OBJECT_CALLS = 2;
/**
 * Alarms that run, per message: an assumption, not a measurement. At most one runs in five minutes, and only when the
 * set of topics changed; with five messages in a sitting that is one in five.
 */
const ALARMS = 0.2;
/** A queue message is written, read and deleted. */
const QUEUE_OPERATIONS = 3;
/** An object is billed for 128 MB while a call is active; a read takes about 1 ms, a write with replication 15 ms (published figures). */
const OBJECT_SECONDS = 0.016;
const OBJECT_GIGABYTES = 0.128;

/** The total in dollars and a Markdown table of its parts. An alarm costs a request, the row that sets it, a queue message, one D1 row, and the row that notes it. */
export function costPerMillion({ cpuMs, rowsPerMessage }: Quantities): { total: number; table: string } {
  const parts: [what: string, quantity: string, dollars: number][] = [
    ["requests", "1", PRICE.millionRequests],
    ["CPU", `${cpuMs.toFixed(1)} ms`, cpuMs * PRICE.millionCpuMs],
    ["calls of the object", String(OBJECT_CALLS), OBJECT_CALLS * PRICE.millionObjectRequests],
    ["time of the object", `${OBJECT_SECONDS * 1000} ms × 128 MB`, OBJECT_SECONDS * OBJECT_GIGABYTES * PRICE.millionGigabyteSeconds],
    ["rows of the object", String(rowsPerMessage), rowsPerMessage * PRICE.millionRowsWritten],
    ["alarms (assumed): call, setting it, noting it", ALARMS.toFixed(2), ALARMS * (PRICE.millionObjectRequests + 2 * PRICE.millionRowsWritten)],
    ["queue", ALARMS.toFixed(2), ALARMS * QUEUE_OPERATIONS * PRICE.millionQueueOperations],
    ["rows of D1", ALARMS.toFixed(2), ALARMS * PRICE.millionRowsWritten],
  ];
  const total = parts.reduce((sum, [, , dollars]) => sum + dollars, 0);
  const lines = parts.map(([what, quantity, dollars]) => `| ${what} | ${quantity} | $${dollars.toFixed(3)} |`);
  return { total, table: ["| part | per message | per million |", "|---|---|---|", ...lines, `| **total** | | **$${total.toFixed(2)}** |`].join("\n") };
}
