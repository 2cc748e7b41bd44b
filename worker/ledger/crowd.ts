/**
 * What may leave of a count of people. Pure.
 *
 * The promise: no answer, and no difference of two answers, is about fewer than {@link CROWD} people.
 * - One cell: shown from 50 people on, rounded down to tens.
 * - The same cell on two days: most people of both days are the same, so a small difference would be about the few
 *   who came or went. A shown value therefore stands still until the true count has moved by at least 50, and then it
 *   moves by a multiple of 50, so that any two days of its life differ by nothing or by a crowd.
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
  /** What is shown while the cell is not hidden. */
  readonly people: number;
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
export function publish(
  before: ReadonlyMap<string, Cell>,
  counts: ReadonlyMap<string, number>,
  day: string,
  parentOf: (topic: string) => string,
): Map<string, Cell> {
  const after = new Map<string, Cell>();
  for (const topic of new Set([...before.keys(), ...counts.keys()])) {
    const cell = moved(before.get(topic), counts.get(topic) ?? 0, day);
    if (cell) after.set(topic, cell);
  }
  for (const [topic, cell] of after) {
    const parent = parentOf(topic);
    if (cell.hidden || parent === topic) continue;
    const parentCell = after.get(parent);
    const withoutLeaf = (counts.get(parent) ?? 0) - (counts.get(topic) ?? 0);
    if (!parentCell || parentCell.hidden || withoutLeaf < CROWD || parentCell.people - cell.people < CROWD) after.set(topic, { ...cell, hidden: true });
  }
  return after;
}

/** A cell is born when it first reaches the crowd and moves whenever its count is 50 away from where it last moved. */
function moved(cell: Cell | undefined, count: number, day: string): Cell | undefined {
  if (!cell) {
    const people = shown(count);
    return people === null ? undefined : { people, basis: count, hidden: false, day };
  }
  // A cell that is hidden keeps its value, so that it comes back with the old one or a crowd away from it.
  const next = count < CROWD || Math.abs(count - cell.basis) < CROWD ? cell : { people: onGrid(cell.people, count), basis: count, day };
  return { ...next, hidden: count < CROWD || next.people < CROWD };
}

/** The greatest number up to `count` that is a multiple of 50 away from `people`. */
const onGrid = (people: number, count: number): number => people + Math.floor((count - people) / CROWD) * CROWD;
