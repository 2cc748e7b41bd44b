/** The classifier from the files that the Worker's bundle carries. */
import labels from "../../model/artifact/labels.json";
import manifest from "../../model/artifact/manifest.json";
import model from "../../model/artifact/model.onnx";
import tokenizer from "../../model/artifact/tokenizer.json";
import wasm from "../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm";
import { type Classifier, loadClassifier } from "./classify.ts";

/** "taxonomy:model" of the bundled files, known without loading them. */
export const MODEL = `${manifest.taxonomy}:${manifest.version}`;

let loading: Promise<Classifier> | undefined;

/** One classifier an isolate, started by the first call. A start that failed is not kept: the next call tries again. */
export function classifier(): Promise<Classifier> {
  loading ??= loadClassifier({ wasm, model, tokenizer, labels, manifest }).catch((fault: unknown) => {
    loading = undefined;
    throw fault;
  });
  return loading;
}
