/** What an object tells the ledger: content-free changes that travel through the queue into D1. */
import type { Purpose, SkipCode } from "./vocabulary.ts";

/** One queue message. `id` makes a second delivery harmless. */
export type LedgerChange =
  | {
      readonly kind: "reach";
      /** Unique for this flush: person + sequence number. */
      readonly id: string;
      readonly tenant: string;
      /** Keyed hash of tenant and user, the same on every surface. */
      readonly person: string;
      readonly surface: string;
      /** Grows with every flush of this surface; an older one never overwrites a newer one. */
      readonly sequence: number;
      /** All topics that the profile holds now; replaces what the ledger held for this person and surface. */
      readonly topics: readonly string[];
      readonly at: number;
    }
  | { readonly kind: "erased"; readonly id: string; readonly tenant: string; readonly person: string; readonly at: number; readonly until: number }
  | {
      readonly kind: "decision";
      readonly id: string;
      readonly tenant: string;
      readonly person: string;
      readonly purpose: Purpose;
      readonly topic: string | null;
      readonly exploration: boolean;
      readonly at: number;
    }
  | {
      readonly kind: "tally";
      readonly id: string;
      readonly tenant: string;
      readonly day: string;
      readonly counts: Readonly<Partial<Record<SkipCode | "learned" | "contextual", number>>>;
    };
