import type { Moment, Prepared } from "../moment.ts";

/** One reason for not showing something. Pure. */
export interface Rule {
  /** As `HistoryEntry.rules` and "why this" name it. */
  readonly name: string;
  /** Is the candidate out? */
  refuses(candidate: Prepared, moment: Moment): boolean;
}
