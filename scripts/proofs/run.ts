/** Runs test files in workerd and gives every test with its outcome. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "../..");

/** One test that ran. */
export interface Ran {
  /** From the project's root. */
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  /** Cases within, where the test says so itself. */
  readonly cases: number;
}

/** What came of a run. */
export interface Outcome {
  readonly tests: readonly Ran[];
  /** Everything that vitest and workerd wrote meanwhile. */
  readonly output: string;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly meta?: { readonly cases?: number } }[];
  }[];
}

/** @throws {Error} when vitest wrote no report */
export async function runTests(files: readonly string[]): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), "inkling-proofs-"));
  const file = path.join(folder, "report.json");
  try {
    const output = await vitest(["run", "--project", "worker", "--reporter=json", `--outputFile=${file}`, ...files]);
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    const tests = report.testResults.flatMap(({ name, status, assertionResults }): Ran[] => {
      const relative = path.relative(ROOT, name);
      const ran = assertionResults
        .filter((test) => test.status === "passed" || test.status === "failed")
        .map((test): Ran => ({ file: relative, name: test.fullName, passed: test.status === "passed", cases: test.meta?.cases ?? 1 }));
      // A file can fail outside of its tests: while it loads, or in a hook.
      return status === "failed" && ran.every(({ passed }) => passed) ? [...ran, { file: relative, name: "", passed: false, cases: 1 }] : ran;
    });
    return { tests, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function vitest(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const run = spawn(process.execPath, [path.join(ROOT, "node_modules/vitest/vitest.mjs"), ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [run.stdout, run.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    run.on("error", reject);
    run.on("close", () => resolve(output));
  });
}
