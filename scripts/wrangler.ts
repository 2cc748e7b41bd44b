/** Runs wrangler offline: no telemetry, no error reports, no lookup of the machine's own `request.cf`. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { ROOT } from "./root.ts";

const BINARY = path.join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const ENVIRONMENT = {
  ...process.env,
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_SEND_METRICS: "false",
};

/**
 * Runs wrangler to its end.
 * @returns what it printed to standard output
 * @throws when it fails, with what it printed
 */
export function wrangler(args: readonly string[], input?: string): string {
  const run = spawnSync(process.execPath, [BINARY, ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...ENVIRONMENT, CI: "1" },
    ...(input === undefined ? {} : { input }),
  });
  if (run.status !== 0) throw new Error(`wrangler ${args.slice(0, 3).join(" ")} failed\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

/** Starts wrangler and leaves it running. */
export const startWrangler = (args: readonly string[], options: SpawnOptions): ChildProcess =>
  spawn(process.execPath, [BINARY, ...args], { cwd: ROOT, env: ENVIRONMENT, ...options });
