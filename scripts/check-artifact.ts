/**
 * Proves that the files of model/artifact belong together and to this code: sizes and hashes, labels, shapes, and the golden
 * vectors of the training code. Prints expected and got, and exits with 1, where they do not.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { ArtifactMismatch, readArtifact, same, verifyFile } from "../worker/classify/artifact.ts";
import { loadClassifier, type Probe } from "../worker/classify/classify.ts";
import { INTENTS, SENSITIVE_CATEGORIES } from "../worker/domain/vocabulary.ts";
import { ARTIFACT, readParts } from "./artifact.ts";

/** Most that one probability, and the furthest ones on average, may differ from the training code's: integer kernels round differently on different machines. */
const TOLERANCE = 0.15;
const MEAN_TOLERANCE = 0.015;

interface Vector {
  readonly text: string;
  readonly earlier: readonly string[];
  readonly ids: readonly number[];
  readonly last_length: number;
  readonly topics: readonly { readonly id: string; readonly p: number }[];
  readonly intents: Readonly<Record<string, number>>;
  readonly sensitive: Readonly<Record<string, number>>;
}

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

/** Largest difference of any probability that the vector names. */
function distance(vector: Vector, { scores }: Pick<Probe, "scores">, topics: readonly { readonly id: string }[]): number {
  const differences = [
    ...vector.topics.map(({ id, p }) => p - (scores.topics[topics.findIndex((topic) => topic.id === id)] as number)),
    ...INTENTS.map((name, at) => (vector.intents[name] as number) - (scores.intents[at] as number)),
    ...[...SENSITIVE_CATEGORIES, "any"].map((name, at) => (vector.sensitive[name] as number) - (scores.sensitive[at] as number)),
  ];
  return Math.max(...differences.map(Math.abs));
}
