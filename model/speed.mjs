// Milliseconds of a forward pass in onnxruntime-web (WASM, one thread) for the students of inkling_model.sizes and the peer:
//     node model/speed.mjs
// Runs of the networks take turns, so that a busy machine slows all alike; median and best of 60 runs of 24 tokens.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as ort from "onnxruntime-web/wasm";

ort.env.wasm.numThreads = 1;
const here = new URL(".", import.meta.url);
const file = (name) => new URL(name, here);
const ROUNDS = 60;

const paths = readdirSync(file("runs/sizes/")).filter((name) => name.endsWith(".onnx")).map((name) => `runs/sizes/${name}`);
if (existsSync(file("runs/peer/minilm-l6-int8.onnx"))) paths.push("runs/peer/minilm-l6-int8.onnx");
const ids = new ort.Tensor("int32", Int32Array.from({ length: 24 }, (_, at) => 100 + at * 37), [1, 24]);
const length = new ort.Tensor("int32", Int32Array.of(24), [1]);
const runs = [];
for (const path of paths) {
  const session = await ort.InferenceSession.create(readFileSync(file(path)), { executionProviders: ["wasm"], graphOptimizationLevel: "all" });
  const feeds = session.inputNames.includes("last_length") ? { input_ids: ids, last_length: length } : { input_ids: ids };
  for (let warm = 0; warm < 5; warm++) await session.run(feeds);
  runs.push({ name: path.replace(/.*\/|\.onnx$/g, ""), times: [], run: () => session.run(feeds) });
}
for (let round = 0; round < ROUNDS; round++) {
  for (const { times, run } of runs) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
}
const target = file("reports/sizes.json");
const report = JSON.parse(readFileSync(target, "utf8"));
for (const { name, times } of runs) {
  times.sort((a, b) => a - b);
  report[name] = { ...report[name], wasm_ms: { p50: +times[ROUNDS / 2].toFixed(2), best: +times[0].toFixed(2) } };
  console.log(name, report[name].wasm_ms);
}
writeFileSync(target, `${JSON.stringify(report, null, 1)}\n`);
