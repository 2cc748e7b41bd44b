/**
 * Turns one change into statements that may run twice and in any order.
 *
 * The rules live in the SQL, not in reads before it, so that two consumers cannot get between a question and its
 * answer: a tombstone keeps its person out, a lower sequence never overwrites a higher one, an id counts once.
 */
import { sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import type { LedgerChange } from "../domain/ledger-change.ts";
import { topicById } from "../domain/topics.ts";

/** One statement of a `db.batch`. */
export type Statement = ReturnType<DrizzleD1Database["run"]>;

/** The statements of one change, to be run in this order. Writes one row for all but an erasure. */
export function statementsFor(db: DrizzleD1Database, change: LedgerChange): Statement[] {
  switch (change.kind) {
    case "reach":
      return [
        db.run(sql`INSERT INTO reach (person, surface, tenant, sequence, topics, at)
          SELECT ${change.person}, ${change.surface}, ${change.tenant}, ${change.sequence}, ${JSON.stringify(counted(change.topics))}, ${change.at}
          WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE person = ${change.person} AND until > ${change.at})
          ON CONFLICT (person, surface) DO UPDATE SET sequence = excluded.sequence, topics = excluded.topics, at = excluded.at
          WHERE excluded.sequence > reach.sequence`),
      ];
    case "erased":
      return [
        db.run(sql`INSERT INTO tombstones (person, at, until) VALUES (${change.person}, ${change.at}, ${change.until})
          ON CONFLICT (person) DO UPDATE SET at = excluded.at, until = excluded.until WHERE excluded.until > tombstones.until`),
        // Rows from after a tombstone that has run out belong to the person's new start: a late copy must not take them.
        db.run(sql`DELETE FROM reach WHERE person = ${change.person} AND at < ${change.until}`),
        db.run(sql`DELETE FROM decisions WHERE person = ${change.person} AND at < ${change.until}`),
      ];
    case "decision":
      return [
        db.run(sql`INSERT INTO decisions (person, id, tenant, purpose, topic, exploration, at)
          SELECT ${change.person}, ${change.id}, ${change.tenant}, ${change.purpose}, ${change.topic}, ${change.exploration ? 1 : 0}, ${change.at}
          WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE person = ${change.person} AND until > ${change.at})
          ON CONFLICT (person, id) DO NOTHING`),
      ];
    case "tally":
      return [
        db.run(sql`INSERT INTO tallies (day, tenant, batch, counts) VALUES (${change.day}, ${change.tenant}, ${change.id}, ${JSON.stringify(change.counts)})
          ON CONFLICT (day, tenant, batch) DO NOTHING`),
      ];
  }
}

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
