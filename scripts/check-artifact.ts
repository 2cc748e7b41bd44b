/**
 * Proves that the files of model/artifact belong together and to this code: sizes and hashes, labels, shapes, and the golden
 * vectors of the training code. Prints expected and got, and exits with 1, where they do not.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { ArtifactMismatch, readArtifact, same, verifyFile } from "../worker/classify/artifact.ts";
import { loadClassifier } from "../worker/classify/classify.ts";
import { ARTIFACT, readParts } from "./artifact.ts";
import { distance, MEAN_TOLERANCE, TOLERANCE, type Vector } from "./golden.ts";

const { values: options } = parseArgs({ options: { artifact: { type: "string", default: ARTIFACT } } });

try {
  const parts = await readParts(options.artifact);
  const { manifest, labels } = readArtifact(parts);
  for (const name of ["model.onnx", "tokenizer.json", "labels.json"] as const)
    await verifyFile(name, new Uint8Array(await readFile(path.join(options.artifact, name))), manifest);
  const classifier = await loadClassifier(parts);
  const { vectors } = JSON.parse(await readFile(path.join(options.artifact, "golden.json"), "utf8")) as { vectors: readonly Vector[] };
  let furthest = 0;
  let sum = 0;
  for (const [at, vector] of vectors.entries()) {
    const probe = await classifier.run(vector.text, vector.earlier);
    same(`ids of golden vector ${at}`, vector.ids.join(), probe.ids.join());
    same(`last_length of golden vector ${at}`, vector.last_length, probe.lastLength);
    const apart = distance(vector, probe, labels.topics);
    if (apart > TOLERANCE) throw new ArtifactMismatch(`probabilities of golden vector ${at}`, `at most ${TOLERANCE} apart`, apart.toFixed(4));
    furthest = Math.max(furthest, apart);
    sum += apart;
  }
  const mean = sum / vectors.length;
  if (mean > MEAN_TOLERANCE) throw new ArtifactMismatch("probabilities of the golden vectors", `at most ${MEAN_TOLERANCE} apart on average`, mean.toFixed(4));
  console.log(
    `${classifier.model}: files, labels and shapes hold; ${vectors.length} golden vectors, ids exact, probabilities ${mean.toFixed(4)} apart on average, ${furthest.toFixed(4)} at most`,
  );
} catch (fault) {
  if (!(fault instanceof ArtifactMismatch)) throw fault;
  console.error(fault.message);
  process.exit(1);
}
