/**
 * Turns one change into statements that may run twice and in any order.
 *
 * The rules live in the SQL, not in reads before it, so that two consumers cannot get between a question and its
 * answer: a tombstone keeps its person out until it runs out or the person starts again, a lower sequence never
 * overwrites a higher one, an id counts once.
 */
import { and, eq, lt, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { LedgerChange } from "../domain/ledger-change.ts";
import { topicById } from "../domain/topics.ts";
import { decisions, reach, tallies, tombstones } from "./schema.ts";

/** One statement of a `db.batch`. (`db.run(sql)` with parameters cannot be batched on D1: drizzle-orm 0.45 loses the statement.) */
export type Statement = BatchItem<"sqlite">;

/** The statements of one change, to be run in this order. Writes one row for all but an erasure. */
export function statementsFor(db: DrizzleD1Database, change: LedgerChange): Statement[] {
  switch (change.kind) {
    case "reach":
      return [
        db
          .insert(reach)
          .select(
            sql`SELECT ${change.person}, ${change.surface}, ${change.tenant}, ${change.sequence}, ${JSON.stringify(counted(change.topics))}, ${change.at} WHERE ${notErased(change)}`,
          )
          .onConflictDoUpdate({
            target: [reach.person, reach.surface],
            set: { sequence: sql`excluded.sequence`, topics: sql`excluded.topics`, at: sql`excluded.at` },
            setWhere: sql`excluded.sequence > ${reach.sequence}`,
          }),
      ];
    case "erased":
      return [
        db
          .insert(tombstones)
          .values({ person: change.person, at: change.at, until: change.until })
          .onConflictDoUpdate({
            target: tombstones.person,
            set: { at: sql`excluded.at`, until: sql`excluded.until` },
            // The newest word counts: an erasure, or (until = at) the new start that ended it early.
            setWhere: sql`excluded.at > ${tombstones.at}`,
          }),
        // Rows from after the tombstone that now stands belong to the person's new start: a late copy must not take them.
        db.delete(reach).where(and(eq(reach.person, change.person), lt(reach.at, erasedUntil(change.person)))),
        db.delete(decisions).where(and(eq(decisions.person, change.person), lt(decisions.at, erasedUntil(change.person)))),
      ];
    case "decision":
      return [
        db
          .insert(decisions)
          .select(
            sql`SELECT ${change.person}, ${change.id}, ${change.tenant}, ${change.purpose}, ${change.topic}, ${change.exploration ? 1 : 0}, ${change.at} WHERE ${notErased(change)}`,
          )
          .onConflictDoNothing(),
      ];
    case "tally":
      return [
        db
          .insert(tallies)
          .values({ day: change.day, tenant: change.tenant, batch: change.id, counts: JSON.stringify(change.counts) })
          .onConflictDoNothing(),
      ];
  }
}

const erasedUntil = (person: string): SQL => sql`(SELECT ${tombstones.until} FROM ${tombstones} WHERE ${tombstones.person} = ${person})`;

/** No tombstone covers the moment from which the change is. */
const notErased = ({ person, at }: { readonly person: string; readonly at: number }): SQL =>
  sql`NOT EXISTS (SELECT 1 FROM ${tombstones} WHERE ${tombstones.person} = ${person} AND ${tombstones.until} > ${at})`;

/** Topics that may be counted: known, eligible, each once, every leaf with its tier-1 node, so that a leaf's people are among its parent's. */
function counted(ids: readonly string[]): string[] {
  const all = new Set<string>();
  for (const id of ids) {
    const topic = topicById(id);
    if (!topic?.eligible) continue;
    all.add(topic.id).add(topic.tier1);
  }
  return [...all].sort();
}
