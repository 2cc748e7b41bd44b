/** Named queries: everything that the rest of the Worker asks D1 on its own account. Each rejects with a LedgerFault. */
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Scope } from "../domain/principal.ts";
import { atLedger } from "./fault.ts";
import { decisions, reach, serviceKeys, tenants, tombstones } from "./schema.ts";

/** What is stored of a service key. */
export interface StoredServiceKey {
  readonly id: string;
  readonly tenant: string;
  /** SHA-256 of the whole key, lower-case hex. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** The row of a key id, revoked or not; undefined where there is none. */
export const findServiceKey = (db: D1Database, id: string): Promise<StoredServiceKey | undefined> =>
  atLedger("find service key", () => drizzle(db).select().from(serviceKeys).where(eq(serviceKeys.id, id)).get());

/** Stores a key's row. Rejects when the id is taken: a key is never overwritten. */
export const insertServiceKey = (db: D1Database, row: StoredServiceKey): Promise<void> =>
  atLedger("insert service key", async () => void (await drizzle(db).insert(serviceKeys).values(row)));

/** Voids a key from `at` on (epoch ms). A second call keeps the first date. Says whether this call did it. */
export const revokeServiceKey = (db: D1Database, id: string, at: number): Promise<boolean> =>
  atLedger("revoke service key", async () => {
    const done = await drizzle(db)
      .update(serviceKeys)
      .set({ revokedAt: at })
      .where(and(eq(serviceKeys.id, id), isNull(serviceKeys.revokedAt)));
    return done.meta.changes > 0;
  });

/** Makes a tenant known; nothing happens when it is known already. */
export const insertTenant = (db: D1Database, tenant: { readonly id: string; readonly name: string; readonly createdAt: number }): Promise<void> =>
  atLedger("insert tenant", async () => void (await drizzle(db).insert(tenants).values(tenant).onConflictDoNothing()));

/** Has this person (keyed hash) been erased, and is that still in force at `now`? */
export const tombstoned = (db: D1Database, person: string, now: number): Promise<boolean> =>
  atLedger("find tombstone", async () => {
    const row = await drizzle(db)
      .select({ person: tombstones.person })
      .from(tombstones)
      .where(and(eq(tombstones.person, person), gt(tombstones.until, now)))
      .get();
    return row !== undefined;
  });

/** How many rows of each kind the ledger holds about a person: all zero (but the tombstone) after an erasure. */
export const heldAbout = (db: D1Database, person: string): Promise<{ readonly reach: number; readonly decisions: number; readonly tombstones: number }> =>
  atLedger("count rows", async () => {
    const row = await drizzle(db).get<{ reach: number; decisions: number; tombstones: number }>(sql`SELECT
      (SELECT count(*) FROM reach WHERE person = ${person}) AS reach,
      (SELECT count(*) FROM decisions WHERE person = ${person}) AS decisions,
      (SELECT count(*) FROM tombstones WHERE person = ${person}) AS tombstones`);
    return row;
  });

/** The topics that the ledger holds for each surface of a person, for the export. */
export const reachOf = (
  db: D1Database,
  person: string,
): Promise<readonly { readonly surface: string; readonly topics: readonly string[]; readonly at: number }[]> =>
  atLedger("read reach", async () => {
    const rows = await drizzle(db).select({ surface: reach.surface, topics: reach.topics, at: reach.at }).from(reach).where(eq(reach.person, person));
    return rows.map((row) => ({ ...row, topics: JSON.parse(row.topics) as string[] }));
  });

/** Tables that hold something about a person, for {@link rowsAbout}. */
const ABOUT = { reach, decisions, tombstones };

/** Every row that exists about a person, table by table, as it is stored. Tables without one are left out. */
export const rowsAbout = (
  db: D1Database,
  person: string,
): Promise<readonly { readonly store: "d1"; readonly table: string; readonly rows: Record<string, unknown>[] }[]> =>
  atLedger("read rows", async () => {
    const found = await Promise.all(
      Object.entries(ABOUT).map(async ([table, columns]) => ({
        store: "d1" as const,
        table,
        rows: await drizzle(db).select().from(columns).where(eq(columns.person, person)),
      })),
    );
    return found.filter(({ rows }) => rows.length > 0);
  });
