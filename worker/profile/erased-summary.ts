/** Counts what an erasure took away. Numbers only. */
import type { ErasedSummary } from "./calls.ts";
import { isDefault } from "./choices.ts";
import type { RootRow, Tombstone } from "./rows.ts";
import type { Holdings } from "./surface.ts";

export function summary({ at, until }: Tombstone, row: RootRow | undefined, held: readonly Holdings[]): ErasedSummary {
  const sum = (of: (one: Holdings) => number) => held.reduce((total, one) => total + of(one), 0);
  return {
    erasedAt: at,
    staysErasedUntil: until,
    surfaces: held.length,
    interests: new Set(held.flatMap(({ profile }) => profile.counters.map(({ topic }) => topic))).size,
    intents: new Set(held.flatMap(({ profile }) => profile.intents.map(({ name }) => name))).size,
    removedTopics: sum(({ profile }) => profile.removals.length),
    decisions: sum(({ history }) => history.entries.length),
    links: row?.links.length ?? 0,
    preferences: row !== undefined && !isDefault(row.preferences),
  };
}
