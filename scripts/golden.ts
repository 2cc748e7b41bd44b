/** The golden vectors of the training code, and how far from them the Worker may be. */
import type { Probe } from "../worker/classify/classify.ts";
import { INTENTS, SENSITIVE_CATEGORIES } from "../worker/domain/vocabulary.ts";

/** Most that one probability, and the furthest ones on average, may differ from the training code's: integer kernels round differently on different machines. */
export const TOLERANCE = 0.15;
export const MEAN_TOLERANCE = 0.015;

/** One message of golden.json, as the training code reads it. */
export interface Vector {
  readonly text: string;
  readonly earlier: readonly string[];
  readonly ids: readonly number[];
  readonly last_length: number;
  readonly topics: readonly { readonly id: string; readonly p: number }[];
  readonly intents: Readonly<Record<string, number>>;
  readonly sensitive: Readonly<Record<string, number>>;
}

/** Largest difference of any probability that the vector names. */
export function distance(vector: Vector, { scores }: Pick<Probe, "scores">, topics: readonly { readonly id: string }[]): number {
  const differences = [
    ...vector.topics.map(({ id, p }) => p - (scores.topics[topics.findIndex((topic) => topic.id === id)] as number)),
    ...INTENTS.map((name, at) => (vector.intents[name] as number) - (scores.intents[at] as number)),
    ...[...SENSITIVE_CATEGORIES, "any"].map((name, at) => (vector.sensitive[name] as number) - (scores.sensitive[at] as number)),
  ];
  return Math.max(...differences.map(Math.abs));
}
