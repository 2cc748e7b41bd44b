/** The shipped model in Node, through the Worker's own code: for the commands that classify, check and evaluate. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type ArtifactParts, type Classifier, loadClassifier } from "../worker/classify/classify.ts";
import type { Turn } from "../worker/domain/classification.ts";
import { ROOT } from "./root.ts";

/** Where the shipped artifact lies. */
export const ARTIFACT = path.join(ROOT, "model/artifact");

const ORT_WASM = path.join(ROOT, "node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm");

/** Reads the parts of an artifact from a folder and compiles the runtime. Verifies nothing yet. */
export async function readParts(folder = ARTIFACT): Promise<ArtifactParts> {
  const read = (name: string) => readFile(path.join(folder, name));
  const json = async (name: string): Promise<unknown> => JSON.parse((await read(name)).toString("utf8"));
  const [wasm, model, tokenizer, labels, manifest] = await Promise.all([
    readFile(ORT_WASM).then((bytes) => WebAssembly.compile(bytes)),
    read("model.onnx"),
    json("tokenizer.json"),
    json("labels.json"),
    json("manifest.json"),
  ]);
  return { wasm, model, tokenizer, labels, manifest };
}

/** A classifier from a folder. @throws ArtifactMismatch */
export const classifierFrom = async (folder = ARTIFACT): Promise<Classifier> => loadClassifier(await readParts(folder));

/** A line of the commands' input: one message, earlier ones of the same person before it, joined with " || ". */
export function turnsOf(line: string): Turn[] {
  return line.split(" || ").map((content, at) => ({ id: String(at), role: "user", content, modality: "text" }));
}
