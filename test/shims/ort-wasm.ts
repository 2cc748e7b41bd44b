/** The ONNX runtime as a compiled module, through a binding of the test plugin that is internal to it. */
import { env } from "cloudflare:workers";

interface UnsafeEval {
  newWasmModule(bytes: ArrayBuffer): WebAssembly.Module;
}
const unsafe = (env as unknown as { __VITEST_POOL_WORKERS_UNSAFE_EVAL: UnsafeEval }).__VITEST_POOL_WORKERS_UNSAFE_EVAL;

export default unsafe.newWasmModule(env.TEST_ORT_WASM);
