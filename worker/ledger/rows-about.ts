/** Every row of D1 that is about one person: for the playground's "what left a trace" and for the tests of erasure. */
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { atLedger } from "./fault.ts";
import { decisions, reach, tombstones } from "./schema.ts";

/** Rows of one table. */
export interface Rows {
  readonly store: string;
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** The tables that hold a person, with this person's rows (keyed hash). Rejects with a LedgerFault. */
export const rowsAbout = (d1: D1Database, person: string): Promise<readonly Rows[]> =>
  atLedger("read a person's rows", async () => {
    const db = drizzle(d1);
    const [reached, decided, buried] = await db.batch([
      db.select().from(reach).where(eq(reach.person, person)),
      db.select().from(decisions).where(eq(decisions.person, person)),
      db.select().from(tombstones).where(eq(tombstones.person, person)),
    ]);
    return [
      { store: "D1", table: "reach", rows: reached },
      { store: "D1", table: "decisions", rows: decided },
      { store: "D1", table: "tombstones", rows: buried },
    ];
  });
