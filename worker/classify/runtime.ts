/**
 * The only file that knows ONNX Runtime.
 *
 * Workers refuse to compile WebAssembly from bytes, so the runtime's .wasm arrives as a compiled module. The library
 * knows no such option: it gets a dummy binary, and `WebAssembly.instantiate` is replaced for the one call in which it
 * would compile it. One thread, because a Worker has one. The library's WebAssembly starts once an isolate, its sessions
 * are not re-entrant, and creating them shares that state: all of it goes through one queue.
 */
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { oneAtATime } from "./one-at-a-time.ts";
import type { Encoded } from "./tokenize.ts";

/** Probabilities in label order, 0 to 1. */
export interface Scores {
  readonly topics: Float32Array;
  readonly intents: Float32Array;
  readonly sensitive: Float32Array;
}

/** One network, ready to run. */
export interface Runtime {
  /** Names and widths of the outputs as the file itself declares them. */
  readonly outputs: Readonly<Record<string, number>>;
  readonly inputs: readonly string[];
  /** One forward pass; passes wait for each other. Rejects on a fault of the runtime. */
  run(input: Encoded): Promise<Scores>;
}

const queue = oneAtATime();

/** Starts the WebAssembly where it is not running yet, and creates a session of `model` (ONNX bytes). Rejects on a fault. */
export async function startRuntime(wasm: WebAssembly.Module, model: ArrayBuffer | Uint8Array): Promise<Runtime> {
  const session = await queue(() => createSession(wasm, model instanceof Uint8Array ? model : new Uint8Array(model)));
  return {
    inputs: session.inputNames,
    outputs: Object.fromEntries(session.outputMetadata.map((output) => [output.name, output.isTensor ? Number(output.shape.at(-1)) : 0])),
    run: (input) => queue(() => runSession(session, input)),
  };
}

async function createSession(wasm: WebAssembly.Module, model: Uint8Array): Promise<InferenceSession> {
  env.wasm.numThreads = 1;
  env.wasm.wasmBinary = new ArrayBuffer(8);
  const own = WebAssembly.instantiate;
  const instantiate = async (_: unknown, imports: WebAssembly.Imports) => ({ module: wasm, instance: new WebAssembly.Instance(wasm, imports) });
  WebAssembly.instantiate = instantiate as unknown as typeof WebAssembly.instantiate;
  try {
    // The file is written with fused operators already: optimising it once more takes 100 ms of a start and changes nothing.
    return await InferenceSession.create(model, { executionProviders: ["wasm"], graphOptimizationLevel: "disabled", logSeverityLevel: 3 });
  } finally {
    WebAssembly.instantiate = own;
  }
}

async function runSession(session: InferenceSession, { ids, lastLength }: Encoded): Promise<Scores> {
  const out = await session.run({
    input_ids: new Tensor("int32", Int32Array.from(ids), [1, ids.length]),
    last_length: new Tensor("int32", Int32Array.of(lastLength), [1]),
  });
  return { topics: floats(out, "topics"), intents: floats(out, "intents"), sensitive: floats(out, "sensitive") };
}

function floats(out: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = out[name]?.data;
  if (!(data instanceof Float32Array)) throw new Error(`The model gave no output "${name}" of 32-bit floats.`);
  return data;
}
