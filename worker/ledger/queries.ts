/** Named queries: everything that the rest of the Worker asks D1 on its own account. Each rejects with a LedgerFault. */
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Scope } from "../domain/principal.ts";
import { atLedger } from "./fault.ts";
import { serviceKeys } from "./schema.ts";

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
