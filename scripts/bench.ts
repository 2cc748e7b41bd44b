/**
 * `npm run bench`: speed, memory, size and cost, measured in workerd, with the peer in the same run.
 *
 * Prints the table and writes it to docs/bench.md. Times are taken inside the isolate (scripts/bench/worker.ts).
 * The peer is all-MiniLM-L6 (6 layers × 384, int8), which `model/` exports to model/runs/peer.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { createTestHarness } from "wrangler";
import { costPerMillion } from "./bench/cost.ts";
import type { Timing } from "./bench/timing.ts";
import type { SkipTiming } from "./bench/told-apart.ts";
import { ROOT } from "./root.ts";

const PEER = path.join(ROOT, "model/runs/peer/minilm-l6-int8.onnx");

/** What HTTP, the token and the gate cost beside classification, ms of CPU: rounded up from the platform's own figures. */
const HTTP_CPU_MS = 1;

/** Resident memory of our workerd processes, MiB. */
function workerdMiB(): number {
  const parents = new Map<number, number>();
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const field = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, "m").exec(status)?.[1] ?? "";
        parents.set(Number(pid), Number(field("PPid")));
        return [{ pid: Number(pid), name: field("Name"), kib: Number(field("VmRSS") || 0) }];
      } catch {
        return [];
      }
    });
  const ours = (pid: number): boolean => pid === process.pid || (parents.has(pid) && pid > 1 && ours(parents.get(pid) ?? 0));
  return processes.filter(({ pid, name }) => name === "workerd" && ours(pid)).reduce((sum, { kib }) => sum + kib, 0) / 1024;
}

const ms = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
const spread = ({ p50, p95, p99 }: Timing) => `p50 ${ms(p50)} · p95 ${ms(p95)} · p99 ${ms(p99)}`;
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
const harness = createTestHarness({ workers: [{ configPath: path.join(ROOT, "scripts/bench/wrangler.toml") }] });
await harness.listen();
const rows: [what: string, measured: string, target: string][] = [];
try {
  const ask = async <Answer>(row: string, body?: Uint8Array<ArrayBuffer>): Promise<Answer> => {
    const answer = await harness.fetch(`/${row}`, { method: "POST", ...(body ? { body } : {}) });
    if (!answer.ok) throw new Error(`bench row ${row}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  await harness.fetch("/idle");
  const before = workerdMiB();
  const cold = await ask<{ load: number; first: number }>("cold");
  const after = workerdMiB();
  const peer = existsSync(PEER) ? new Uint8Array(readFileSync(PEER)) : undefined;
  const { tokens, timings } = await ask<{ tokens: number; timings: Record<string, Timing> }>("classify", peer);
  const { lookup } = await ask<{ lookup: Timing }>("lookup");
  const { lookup: hundred } = await ask<{ lookup: Timing }>("lookup100");
  const { rank } = await ask<{ rank: Timing }>("rank");
  const skips = await ask<SkipTiming[]>("skips");
  const written = await ask<{ first: number; later: Timing; total: number; alarms: number; messages: number }>("rows");

  const { ours, whole, peer: rival } = timings;
  if (!ours || !whole) throw new Error("the bench Worker measured no classification");
  const bundle = /Total Upload: ([\d.]+) KiB/.exec(
    spawnSync(process.execPath, ["scripts/deploy.ts", "--dry-run"], { cwd: ROOT, encoding: "utf8" }).stdout,
  )?.[1];
  const { table, total } = costPerMillion({ cpuMs: whole.p50 + HTTP_CPU_MS, rowsPerMessage: written.later.p50 });
  rows.push(
    [`classify, ${tokens} tokens: tokenizer and network`, spread(ours), "p50 ≤ 10 ms, then towards 3"],
    ["the same with language, lexicon and thresholds", spread(whole), ""],
    [
      "all-MiniLM-L6 int8, 24 tokens, network only (peer, same run)",
      rival ? spread(rival) : "not measured: python -m inkling_model.peer makes it",
      "slower than ours",
    ],
    ["lookup: Worker ▸ object ▸ Worker", spread(lookup), "p50 ≤ 0.5 ms, p99 ≤ 3 ms"],
    ["lookup of 100 people", spread(hundred), ""],
    ["rank 200 candidates", spread(rank), "< 1 ms"],
    ...skips.map(({ suppressed, other, medians: [a, b], auc, band }): [string, string, string] => [
      `suppressed told by its time: ${suppressed} against ${other}`,
      `AUC ${auc.toFixed(2)} (medians ${ms(a)} and ${ms(b)})`,
      `${(0.5 - band).toFixed(2)}–${(0.5 + band).toFixed(2)}: no difference`,
    ]),
    ["first message of a cold isolate", `${ms(cold.first)} (${ms(cold.load)} until the model is up)`, "≤ 300 ms"],
    ["workerd grows with the model loaded", `${(after - before).toFixed(0)} MiB (${before.toFixed(0)} → ${after.toFixed(0)})`, "≤ 100 MB"],
    [
      "rows written by a learned message",
      `${written.later.p50} (the first of a person ${written.first}; ${written.alarms} alarms in ${written.messages} messages in one sitting)`,
      "1",
    ],
    ["model file", mib(readFileSync(path.join(ROOT, "model/artifact/model.onnx")).length), "≤ 20 MB"],
    ["bundle, uncompressed", bundle ? `${(Number(bundle) / 1024).toFixed(1)} MiB` : "the dry run failed", "≤ 40 MiB"],
    ["cost of a million messages at list prices", `$${total.toFixed(2)}`, "≤ $2"],
  );
  const report = `# Bench

Written by \`npm run bench\` on ${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown CPU"}, inside workerd, one thread. Times are the machine's; compare rows with each other.

| what | measured | target |
|---|---|---|
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}

## Cost of a million messages

${table}
`;
  console.log(report);
  writeFileSync(path.join(ROOT, "docs/bench.md"), report);
} finally {
  await harness.close();
}
