/**
 * Aggregates for everyone: what is learned, decided and skipped, without anybody in it.
 *
 * Reads published cells only (crowd.ts says what may leave, close-day.ts computes it once a day). The answer for all
 * tenants is the sum of the tenants' own cells, so taking one from the other leaves cells that are public themselves.
 */
import { and, eq, gte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Purpose } from "../domain/vocabulary.ts";
import { CROWD, ROUNDING } from "./crowd.ts";
import { atLedger } from "./fault.ts";
import { closedDays, publishedDays, publishedReach } from "./schema.ts";
import { dayOf, type Outcome } from "./tally.ts";

/** Closed days that an answer goes back. */
export const TRANSPARENCY_DAYS = 30;

/** The answer. Days are UTC; every count is a multiple of `rounding` and at least `threshold`. */
export interface Transparency {
  readonly threshold: number;
  readonly rounding: number;
  /** The latest closed day; null before the first one. */
  readonly closed: string | null;
  /** People who hold a topic, biggest first. `since`: the day from which this number stands. */
  readonly reach: readonly { readonly topic: string; readonly people: number; readonly since: string }[];
  /** People who were shown something, by purpose and topic. */
  readonly decisions: readonly { readonly day: string; readonly purpose: Purpose; readonly topic: string; readonly people: number }[];
  /** Messages by what became of them. */
  readonly outcomes: readonly { readonly day: string; readonly code: Outcome; readonly messages: number }[];
}

/** Published aggregates of one tenant, or of all of them for null. Rejects with a LedgerFault. */
export const transparency = (d1: D1Database, tenant: string | null, now: number): Promise<Transparency> =>
  atLedger("read aggregates", async () => {
    const db = drizzle(d1);
    const from = dayOf(now - (TRANSPARENCY_DAYS + 1) * 86_400_000);
    const [latest, cells, days] = await db.batch([
      db.select({ day: sql<string | null>`max(${closedDays.day})` }).from(closedDays),
      db
        .select()
        .from(publishedReach)
        .where(and(eq(publishedReach.hidden, false), tenant === null ? undefined : eq(publishedReach.tenant, tenant)))
        .orderBy(publishedReach.day),
      db
        .select({ day: publishedDays.day, kind: publishedDays.kind, cell: publishedDays.cell, n: sql<number>`sum(${publishedDays.n})` })
        .from(publishedDays)
        .where(and(gte(publishedDays.day, from), tenant === null ? undefined : eq(publishedDays.tenant, tenant)))
        .groupBy(publishedDays.day, publishedDays.kind, publishedDays.cell)
        .orderBy(publishedDays.day, publishedDays.kind, publishedDays.cell),
    ]);
    const reach = new Map<string, { topic: string; people: number; since: string }>();
    for (const { topic, people, day } of cells) {
      const sum = reach.get(topic) ?? { people: 0 };
      // Rows come oldest first, so the last one names the day on which the sum last moved.
      reach.set(topic, { topic, people: sum.people + people, since: day });
    }
    return {
      threshold: CROWD,
      rounding: ROUNDING,
      closed: latest[0]?.day ?? null,
      reach: [...reach.values()].sort((a, b) => b.people - a.people || (a.topic < b.topic ? -1 : 1)),
      decisions: days.flatMap(({ day, kind, cell, n }) => {
        const [purpose = "", topic = ""] = cell.split(":");
        return kind === "decision" ? [{ day, purpose: purpose as Purpose, topic, people: n }] : [];
      }),
      outcomes: days.flatMap(({ day, kind, cell, n }) => (kind === "outcome" ? [{ day, code: cell as Outcome, messages: n }] : [])),
    };
  });
