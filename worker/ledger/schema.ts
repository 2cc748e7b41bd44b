/**
 * The D1 tables as drizzle sees them. `migrations/d1` is what is applied (drizzle cannot say WITHOUT ROWID);
 * `test/ledger/schema.test.ts` pins one to the other. Times are epoch ms, days are UTC "YYYY-MM-DD".
 */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Scope } from "../domain/principal.ts";
import type { Purpose } from "../domain/vocabulary.ts";

export const tenants = sqliteTable("tenants", {
  id: text().primaryKey(),
  name: text().notNull(),
  createdAt: integer("created_at").notNull(),
});

/** Hashes only: a key cannot be made from its row. */
export const serviceKeys = sqliteTable("service_keys", {
  id: text().primaryKey(),
  tenant: text().notNull(),
  hash: text().notNull(),
  scopes: text({ mode: "json" }).$type<readonly Scope[]>().notNull(),
  createdAt: integer("created_at").notNull(),
  revokedAt: integer("revoked_at"),
});

/** The topics that one surface of a person holds now. A person with two surfaces has two rows and counts once. */
export const reach = sqliteTable(
  "reach",
  {
    /** Keyed hash of tenant and user. */
    person: text().notNull(),
    surface: text().notNull(),
    tenant: text().notNull(),
    sequence: integer().notNull(),
    /** JSON array of topic ids, every leaf with its tier-1 node. */
    topics: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.surface] })],
);

/** Erased people, until nothing late can arrive any more. */
export const tombstones = sqliteTable("tombstones", {
  person: text().primaryKey(),
  at: integer().notNull(),
  until: integer().notNull(),
});

/** Content-free: that something about a topic was picked, never what. */
export const decisions = sqliteTable(
  "decisions",
  {
    person: text().notNull(),
    id: text().notNull(),
    tenant: text().notNull(),
    purpose: text().$type<Purpose>().notNull(),
    topic: text(),
    exploration: integer({ mode: "boolean" }).notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.id] })],
);

/** Outcomes counted by one isolate between two flushes. Carries no person. */
export const tallies = sqliteTable(
  "tallies",
  {
    day: text().notNull(),
    tenant: text().notNull(),
    batch: text().notNull(),
    /** JSON object, outcome or skip code to count. */
    counts: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.tenant, table.batch] })],
);

export const closedDays = sqliteTable("closed_days", {
  day: text().primaryKey(),
  at: integer().notNull(),
});

export const publishedReach = sqliteTable(
  "published_reach",
  {
    tenant: text().notNull(),
    topic: text().notNull(),
    /** What may be told while it is not hidden. */
    people: integer().notNull(),
    /** Exact count when the cell last moved. Never told. */
    basis: integer().notNull(),
    hidden: integer({ mode: "boolean" }).notNull(),
    /** The closed day on which the cell last moved. */
    day: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.topic] })],
);

export const publishedDays = sqliteTable(
  "published_days",
  {
    day: text().notNull(),
    tenant: text().notNull(),
    kind: text().$type<"decision" | "outcome">().notNull(),
    cell: text().notNull(),
    n: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.tenant, table.kind, table.cell] })],
);

/** Every table, for the export of everything and for the test that pins the migrations. */
export const TABLES = { tenants, serviceKeys, reach, tombstones, decisions, tallies, closedDays, publishedReach, publishedDays } as const;
