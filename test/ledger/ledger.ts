/** Ledger changes with unique ids, and deliveries of them. */

import { createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { LedgerChange } from "../../worker/domain/ledger-change.ts";
import { type ConsumeReport, consumeLedger } from "../../worker/ledger/consumer.ts";

type Of<K extends LedgerChange["kind"]> = Extract<LedgerChange, { kind: K }>;

export const NOW = Date.parse("2026-11-20T12:00:00Z");
export const DAY = 86_400_000;

export const unique = (prefix: string): string => `${prefix}-${crypto.randomUUID()}`;

export const reachOf = (over: Partial<Of<"reach">> = {}): Of<"reach"> => ({
  kind: "reach",
  id: unique("r"),
  tenant: "demo",
  person: unique("p"),
  surface: "",
  sequence: 1,
  topics: ["672"],
  at: NOW,
  ...over,
});

export const erasedOf = (person: string, over: Partial<Of<"erased">> = {}): Of<"erased"> => ({
  kind: "erased",
  id: unique("e"),
  tenant: "demo",
  person,
  at: NOW,
  until: NOW + 31 * DAY,
  ...over,
});

export const decisionOf = (over: Partial<Of<"decision">> = {}): Of<"decision"> => ({
  kind: "decision",
  id: unique("d"),
  tenant: "demo",
  person: unique("p"),
  purpose: "ads",
  topic: "672",
  exploration: false,
  at: NOW,
  ...over,
});

export const tallyOf = (over: Partial<Of<"tally">> = {}): Of<"tally"> => ({
  kind: "tally",
  id: unique("t"),
  tenant: "demo",
  day: "2026-11-20",
  counts: { learned: 3 },
  ...over,
});

/** Delivers bodies as one batch; reports and what the queue was told. */
export async function deliver(
  bodies: readonly unknown[],
  attempts = 1,
  db: D1Database = env.DB,
): Promise<{ report: ConsumeReport; acked: string[]; retried: string[] }> {
  const messages = bodies.map((body, at) => ({ id: String(at), timestamp: new Date(NOW), attempts, body }));
  const batch = createMessageBatch("inkling-ledger", messages);
  const ctx = createExecutionContext();
  const report = await consumeLedger(batch, db);
  const result = await getQueueResult(batch, ctx);
  return { report, acked: result.explicitAcks, retried: result.retryMessages.map(({ msgId }) => msgId) };
}

/** How many rows of each kind the ledger holds about a person. */
export async function heldAbout(person: string): Promise<{ reach: number; decisions: number; tombstones: number }> {
  const count = async (table: string) => (await rows(`SELECT 1 FROM ${table} WHERE person = ?`, person)).length;
  return { reach: await count("reach"), decisions: await count("decisions"), tombstones: await count("tombstones") };
}

/** All rows of a query, for looking at what is really there. */
export const rows = async <T>(query: string, ...values: unknown[]): Promise<T[]> =>
  (
    await env.DB.prepare(query)
      .bind(...values)
      .all<T>()
  ).results;
