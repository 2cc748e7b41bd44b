/**
 * Closes a day: computes its aggregates once, from then on they are only read.
 *
 * Answers that are computed on demand could be asked before and after one person's message; a closed day cannot.
 */
import { eq, gte, sql } from "drizzle-orm";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import { topicById } from "../domain/topics.ts";
import { type Cell, CROWD, publish, shown } from "./crowd.ts";
import { atLedger } from "./fault.ts";
import { closedDays, publishedDays, publishedReach } from "./schema.ts";
import { dayOf } from "./tally.ts";

/** A day is closed two hours after it ended: flushes and queue retries of its last minutes have arrived by then. */
export const GRACE_MS = 2 * 3_600_000;
/** A day that no run came to close is still closed within this time; it is how far answers go back. */
export const OPEN_DAYS = 30;
/** Days closed in one run, so that a run stays within the number of queries that the platform allows. */
export const DAYS_PER_RUN = 7;
const DAY_MS = 86_400_000;

interface DayCell {
  readonly tenant: string;
  readonly kind: "decision" | "outcome";
  readonly cell: string;
  readonly n: number;
}

/**
 * Closes every day of the last 30 that is open, newest first, at most seven a call; the next call does the rest. Returns
 * those that this call closed. Rejects with a LedgerFault; then what was closed before stays closed.
 */
export async function closeOpenDays(d1: D1Database, now: number): Promise<readonly string[]> {
  const closed: string[] = [];
  for (const ago of await openDays(d1, now)) {
    const done = await closeDay(d1, now, ago);
    if (done.closed) closed.push(done.day);
  }
  return closed;
}

/** How long ago each open day was the latest one, in days; those that the next call closes. */
const openDays = (d1: D1Database, now: number): Promise<readonly number[]> =>
  atLedger("find open days", async () => {
    const days = Array.from({ length: OPEN_DAYS }, (_, ago) => ago);
    const found = await drizzle(d1)
      .select({ day: closedDays.day })
      .from(closedDays)
      .where(gte(closedDays.day, latestDay(now, OPEN_DAYS - 1)));
    const closed = new Set(found.map(({ day }) => day));
    return days.filter((ago) => !closed.has(latestDay(now, ago))).slice(0, DAYS_PER_RUN);
  });

/** The latest day that was over, grace included, `ago` days before `now`. */
const latestDay = (now: number, ago: number): string => dayOf(now - GRACE_MS - (1 + ago) * DAY_MS);

/**
 * Closes the latest day that is over at `now` minus the grace, or the one `ago` days before it. Safe to call at any time
 * and twice: a closed day stays as it is, and of two calls at once one wins. Says which day it is and whether this call
 * closed it. Rejects with a LedgerFault; then the day is still open.
 */
export const closeDay = (d1: D1Database, now: number, ago = 0): Promise<{ readonly day: string; readonly closed: boolean }> =>
  atLedger("close day", async () => {
    const db = drizzle(d1);
    const day = latestDay(now, ago);
    if (await isClosed(db, day)) return { day, closed: false };
    // Who holds what is known for today only: an earlier day has its decisions and outcomes, no reach of its own.
    const reach = ago === 0 ? await reachCells(db, day) : [];
    const cells = [...(await decisionCells(db, day)), ...(await outcomeCells(db, day))];
    try {
      await db.batch([
        // Fails where another call was faster, and takes the rest of the batch with it.
        db.insert(closedDays).values({ day, at: now }),
        db
          .insert(publishedReach)
          .select(
            sql`SELECT value ->> 'tenant', value ->> 'topic', value ->> 'people', value ->> 'basis', value ->> 'hidden', value ->> 'day' FROM json_each(${JSON.stringify(reach)}) WHERE true`,
          )
          .onConflictDoUpdate({
            target: [publishedReach.tenant, publishedReach.topic],
            set: { people: sql`excluded.people`, basis: sql`excluded.basis`, hidden: sql`excluded.hidden`, day: sql`excluded.day` },
          }),
        db
          .insert(publishedDays)
          .select(sql`SELECT ${day}, value ->> 'tenant', value ->> 'kind', value ->> 'cell', value ->> 'n' FROM json_each(${JSON.stringify(cells)})`),
      ]);
      return { day, closed: true };
    } catch (error) {
      if (await isClosed(db, day)) return { day, closed: false };
      throw error;
    }
  });

const isClosed = async (db: DrizzleD1Database, day: string): Promise<boolean> =>
  (await db.select().from(closedDays).where(eq(closedDays.day, day)).get()) !== undefined;

/** Cells of reach that differ from what is published. A person with several surfaces counts once per topic. */
async function reachCells(db: DrizzleD1Database, day: string): Promise<({ readonly tenant: string; readonly topic: string } & Cell)[]> {
  const rows = await db.all<{ tenant: string; topic: string; people: number }>(sql`
    SELECT reach.tenant, topic.value AS topic, count(DISTINCT reach.person) AS people
    FROM reach, json_each(reach.topics) AS topic GROUP BY reach.tenant, topic.value`);
  const counts = new Map<string, Map<string, number>>();
  for (const row of rows) within(counts, row.tenant).set(row.topic, row.people);
  const before = new Map<string, Map<string, Cell>>();
  for (const row of await db.select().from(publishedReach)) within(before, row.tenant).set(row.topic, row);
  return [...new Set([...counts.keys(), ...before.keys()])].flatMap((tenant) => {
    const old = before.get(tenant) ?? new Map<string, Cell>();
    const cells = publish(old, counts.get(tenant) ?? new Map(), day, (topic) => topicById(topic)?.tier1 ?? topic);
    return [...cells].flatMap(([topic, cell]) => {
      const was = old.get(topic);
      return was && was.basis === cell.basis && was.hidden === cell.hidden ? [] : [{ tenant, topic, ...cell }];
    });
  });
}

/** People who were shown something that day, by purpose and topic; each counts once in a cell. */
async function decisionCells(db: DrizzleD1Database, day: string): Promise<DayCell[]> {
  const start = Date.parse(day);
  const rows = await db.all<{ tenant: string; purpose: string; topic: string; people: number }>(sql`
    SELECT tenant, purpose, topic, count(DISTINCT person) AS people FROM decisions
    WHERE at >= ${start} AND at < ${start + DAY_MS} AND topic IS NOT NULL GROUP BY tenant, purpose, topic HAVING people >= ${CROWD}`);
  return rows.flatMap(({ tenant, purpose, topic, people }) => cellOf(tenant, "decision", `${purpose}:${topic}`, people));
}

/**
 * Outcomes of that day by code. They carry no person, so the tenant's crowd stands in: a tenant of whom the ledger
 * knows fewer than 50 people publishes none, however many messages they wrote.
 */
async function outcomeCells(db: DrizzleD1Database, day: string): Promise<DayCell[]> {
  const rows = await db.all<{ tenant: string; code: string; n: number }>(sql`
    SELECT tallies.tenant, code.key AS code, sum(code.value) AS n FROM tallies, json_each(tallies.counts) AS code
    WHERE tallies.day = ${day} AND (SELECT count(DISTINCT person) FROM reach WHERE reach.tenant = tallies.tenant) >= ${CROWD}
    GROUP BY tallies.tenant, code.key`);
  return rows.flatMap(({ tenant, code, n }) => cellOf(tenant, "outcome", code, n));
}

function cellOf(tenant: string, kind: DayCell["kind"], cell: string, count: number): DayCell[] {
  const n = shown(count);
  return n === null ? [] : [{ tenant, kind, cell, n }];
}

function within<T>(outer: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const inner = outer.get(key) ?? new Map<string, T>();
  outer.set(key, inner);
  return inner;
}
