/** The Worker's numbers against those of the training code, with the shipped network inside workerd. */
import { expect, test } from "vitest";
// As text: bundlers cannot carry the lone surrogates in it.
import golden from "../../model/artifact/golden.json?raw";
import labels from "../../model/artifact/labels.json";
import { classifier } from "../../worker/classify/bundled.ts";
import { INTENTS, SENSITIVE_CATEGORIES } from "../../worker/domain/vocabulary.ts";

interface Vector {
  readonly text: string;
  readonly earlier: readonly string[];
  readonly ids: readonly number[];
  readonly last_length: number;
  readonly topics: readonly { readonly id: string; readonly p: number }[];
  readonly intents: Readonly<Record<string, number>>;
  readonly sensitive: Readonly<Record<string, number>>;
}

const { vectors } = JSON.parse(golden) as { vectors: readonly Vector[] };

/** Integer kernels round differently on different machines: most vectors agree to five digits, a few move by a step. */
const TOLERANCE = 0.15;
const MEAN_TOLERANCE = 0.015;

test("there are enough vectors, in context and alone", () => {
  expect(vectors.length).toBeGreaterThanOrEqual(150);
  expect(vectors.filter(({ earlier }) => earlier.length > 0).length).toBeGreaterThanOrEqual(10);
});

test("ids are exact, probabilities within tolerance", async () => {
  const { run } = await classifier();
  let sum = 0;
  for (const [at, vector] of vectors.entries()) {
    const { ids, lastLength, scores } = await run(vector.text, vector.earlier);
    expect({ at, ids, lastLength }).toEqual({ at, ids: vector.ids, lastLength: vector.last_length });
    const apart = [
      ...vector.topics.map(({ id, p }) => p - (scores.topics[labels.topics.findIndex((topic) => topic.id === id)] as number)),
      ...INTENTS.map((name, i) => (vector.intents[name] as number) - (scores.intents[i] as number)),
      ...[...SENSITIVE_CATEGORIES, "any"].map((name, i) => (vector.sensitive[name] as number) - (scores.sensitive[i] as number)),
    ].map(Math.abs);
    expect(Math.max(...apart), `vector ${at}`).toBeLessThan(TOLERANCE);
    sum += Math.max(...apart);
  }
  expect(sum / vectors.length).toBeLessThan(MEAN_TOLERANCE);
}, 180_000);
