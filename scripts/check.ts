/** `npm run check`: types, lint, generated files, import directions, the artifact, the bundle. Prints one line a check; fails when one fails. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { wrongImports } from "./check-imports.ts";
import { ROOT } from "./root.ts";

/** The Worker may be 64 MiB uncompressed; we stay well under. */
const MAX_BUNDLE_KIB = 40 * 1024;

const bin = (name: string) => path.join(ROOT, "node_modules/.bin", name);
function run(command: string, args: readonly string[]): { ok: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
  });
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

function bundle(): { ok: boolean; output: string } {
  const dry = run(process.execPath, ["scripts/deploy.ts", "--dry-run"]);
  const kib = Number(/Total Upload: ([\d.]+) KiB/.exec(dry.output)?.[1]);
  if (!dry.ok || !(kib <= MAX_BUNDLE_KIB)) return { ok: false, output: `${dry.output}\nbundle: ${kib} KiB, at most ${MAX_BUNDLE_KIB} KiB` };
  return { ok: true, output: `${kib} KiB` };
}

const CHECKS: readonly (readonly [name: string, check: () => { ok: boolean; output: string }])[] = [
  ["types: worker", () => run(bin("tsc"), ["-p", "tsconfig.json"])],
  ["types: test", () => run(bin("tsc"), ["-p", "test/tsconfig.json"])],
  ["types: bench", () => run(bin("tsc"), ["-p", "scripts/bench/tsconfig.json"])],
  ["types: scripts", () => run(bin("tsc"), ["-p", "scripts/tsconfig.json"])],
  ["types: pages", () => run(bin("tsc"), ["-p", "worker/web/tsconfig.json"])],
  ["lint and format", () => run(bin("biome"), ["check", "--error-on-warnings"])],
  [
    "import directions",
    () => {
      const wrong = wrongImports();
      return { ok: wrong.length === 0, output: wrong.join("\n") };
    },
  ],
  ["worker/env.d.ts", () => run(bin("wrangler"), ["types", "worker/env.d.ts", "--include-runtime=false", "--check"])],
  ["worker/gate/regions.ts", () => run(process.execPath, ["scripts/generate-regions.ts", "--check"])],
  ["worker/domain/labels.ts", () => run(process.execPath, ["scripts/generate-labels.ts", "--check"])],
  ["worker/classify/lexicon-phrases.ts", () => run(process.execPath, ["scripts/generate-lexicon.ts", "--check"])],
  ["worker/classify/ngram-table.ts", () => run(process.execPath, ["scripts/generate-ngram-table.ts", "--check"])],
  ["model/artifact", () => run(process.execPath, ["scripts/check-artifact.ts"])],
  ["bundle", bundle],
];

let failed = 0;
for (const [name, check] of CHECKS) {
  const { ok, output } = check();
  console.log(`${ok ? "ok  " : "FAIL"}  ${name}${ok ? "" : `\n${output.trim()}\n`}`);
  if (!ok) failed++;
}
process.exit(failed === 0 ? 0 : 1);
