/** The Worker's numbers against those of the training code, with the shipped network inside workerd. */
import { expect, test } from "vitest";
// As text: bundlers cannot carry the lone surrogates in it.
import golden from "../../model/artifact/golden.json?raw";
import labels from "../../model/artifact/labels.json";
import { distance, MEAN_TOLERANCE, TOLERANCE, type Vector } from "../../scripts/golden.ts";
import { classifier } from "../../worker/classify/bundled.ts";

const { vectors } = JSON.parse(golden) as { vectors: readonly Vector[] };

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
    const apart = distance(vector, { scores }, labels.topics);
    expect(apart, `vector ${at}`).toBeLessThan(TOLERANCE);
    sum += apart;
  }
  expect(sum / vectors.length).toBeLessThan(MEAN_TOLERANCE);
}, 180_000);
