/** `GET /v1/me`, as far as the pages use it. */
import type { Intent, Purpose } from "../../domain/vocabulary.ts";

export interface MeInterest {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly score: number;
  /** May advertising use it already? */
  readonly usable: boolean;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly count: number;
  readonly sources: readonly string[];
  readonly surfaces: readonly string[];
  readonly half_life_days: number;
  readonly model: string;
}

export interface MeAnswer {
  readonly interests: readonly MeInterest[];
  readonly intents: readonly { readonly name: Intent; readonly score: number }[];
}
export type { Purpose };
