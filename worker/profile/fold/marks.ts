/** The idempotency ring: which ids have been seen. */
import { windowOf } from "./counter.ts";
import type { Mark } from "./state.ts";

/** Ids remembered per person and surface; a replay within the last 256 messages counts once. */
export const MAX_MARKS = 256;

export const isMarked = (marks: readonly Mark[], fingerprint: string): boolean => marks.some(([, known]) => known === fingerprint);

/** Adds an id; the oldest ones leave. Sorted by time, then by fingerprint, so that arrival order leaves no trace. */
export function mark(marks: readonly Mark[], fingerprint: string, at: number): readonly Mark[] {
  const added: Mark = [windowOf(at), fingerprint];
  const sorted = [...marks, added].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  return sorted.slice(-MAX_MARKS);
}
