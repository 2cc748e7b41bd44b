/**
 * `npm run proofs`
 *
 * Runs the tests behind every promise and prints one line for each: promise, cases, failures, file. Writes docs/proofs.md
 * and docs/proofs.json. Exits with 1 when a promise is broken, or when no test holds it any more.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Proven, proofsPage } from "./proofs/page.ts";
import { PROMISES, type Promised } from "./proofs/promises.ts";
import { type Outcome, runTests } from "./proofs/run.ts";
import { ROOT } from "./root.ts";

/** The mark that all canaries of test/no-trace begin with. */
const CANARY = /QzVxkJwpH[0-9a-f]{16}/;

const files = [...new Set(PROMISES.flatMap(({ proofs }) => proofs.map(({ file }) => file)))];
console.error(`running ${files.length} test files …`);
const outcome = await runTests(files);
const proven = PROMISES.map((promised) => prove(promised, outcome));
for (const { promise, cases, failures, files: where } of proven) {
  console.log(`${failures === 0 ? "kept  " : "BROKEN"}  ${promise}  |  ${cases} cases  |  ${failures} failures  |  ${where.join(" ")}`);
}

const manifest = JSON.parse(readFileSync(path.join(ROOT, "model/artifact/manifest.json"), "utf8")) as { taxonomy: string; version: string };
const model = `${manifest.taxonomy}:${manifest.version}`;
writeFileSync(path.join(ROOT, "docs/proofs.md"), proofsPage(proven, model));
writeFileSync(path.join(ROOT, "docs/proofs.json"), `${JSON.stringify({ model, promises: proven }, null, 2)}\n`);
if (proven.some(({ failures }) => failures > 0)) process.exitCode = 1;

/** A proof that no test answers to is a broken one. */
function prove({ area, promise, proofs }: Promised, { tests, output }: Outcome): Proven {
  let [cases, failures] = [0, 0];
  for (const { file, name, cases: within } of proofs) {
    const held = tests.filter((test) => test.file === file && (name === undefined || test.name === "" || name.test(test.name)));
    const failed = held.filter(({ passed }) => !passed);
    cases += within ?? held.reduce((sum, test) => sum + test.cases, 0);
    failures += held.length === 0 ? 1 : failed.length;
    for (const test of failed) console.error(`failed: ${file}: ${test.name || "outside of its tests"}`);
    if (held.length === 0) console.error(`no test: ${file} ${name ?? ""}`);
    // workerd writes to its own log beside the console that the tests can see.
    if (file === "test/no-trace/no-trace.test.ts" && CANARY.test(output)) failures += 1;
  }
  return { area, promise, cases, failures, files: [...new Set(proofs.map(({ file }) => file))] };
}
