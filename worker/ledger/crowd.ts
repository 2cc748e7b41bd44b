/**
 * What may leave of a count of people. Pure.
 *
 * The promise: no answer, and no difference of two answers, is about fewer than {@link CROWD} people.
 * - One cell: shown from 50 people on, rounded down to tens.
 * - The same cell on two days: most people of both days are the same, so a small difference would be about the few
 *   who came or went. A shown value therefore stands still until the true count has moved by at least 50.
 * - A leaf and its tier-1 node ("Air Travel" within "Travel"): the leaf is shown only while at least 50 people hold
 *   the node without the leaf, by the true counts and by the shown ones.
 * - One tenant and all tenants: the total is the sum of the shown cells (see transparency.ts), so the rest is made of
 *   cells that are shown themselves.
 * What remains: that a cell appears or disappears says on which side of 50 it is. A counter without noise cannot hide
 * that; who could make up accounts at will would learn it once a day.
 */
export const CROWD = 50;
/** Shown counts are multiples of this. */
export const ROUNDING = 10;

/** A cell as it was last published. */
export interface Cell {
  /** True count when the cell last moved. Never shown. */
  readonly basis: number;
  readonly hidden: boolean;
  /** The day on which it last moved. */
  readonly day: string;
}

/** The number that may be shown for a true count, or null below the crowd. */
export const shown = (count: number): number | null => (count < CROWD ? null : Math.floor(count / ROUNDING) * ROUNDING);

/**
 * The cells of one tenant after a closed day.
 *
 * @param before cells as published so far, by topic
 * @param counts people per topic today; every person under a leaf counts under its tier-1 node too
 * @param parentOf the tier-1 node of a topic, its own id for a tier-1 node
 */
export function publish(before: ReadonlyMap<string, Cell>, counts: ReadonlyMap<string, number>, day: string, parentOf: (topic: string) => string): Map<string, Cell> {
  const after = new Map<string, Cell>();
  for (const topic of new Set([...before.keys(), ...counts.keys()])) {
    const cell = moved(before.get(topic), counts.get(topic) ?? 0, day);
    if (cell) after.set(topic, cell);
  }
  for (const [topic, cell] of after) {
    const parent = parentOf(topic);
    if (cell.hidden || parent === topic) continue;
    const withoutLeaf = (counts.get(parent) ?? 0) - (counts.get(topic) ?? 0);
    const parentCell = after.get(parent);
    const gap = (shown(parentCell?.basis ?? 0) ?? 0) - (shown(cell.basis) ?? 0);
    if (parentCell?.hidden !== false || withoutLeaf < CROWD || gap < CROWD) after.set(topic, { ...cell, hidden: true });
  }
  return after;
}

/** A cell moves when it first reaches the crowd and whenever its count is 50 away from where it last moved. */
function moved(cell: Cell | undefined, count: number, day: string): Cell | undefined {
  const hidden = count < CROWD;
  if (!cell) return hidden ? undefined : { basis: count, hidden, day };
  // A basis below the crowd cannot be: while hidden, the old basis is kept, so that coming back shows the old value.
  return !hidden && Math.abs(count - cell.basis) >= CROWD ? { basis: count, hidden, day } : { ...cell, hidden };
}
