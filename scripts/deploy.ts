/**
 * `npm run deploy`: creates what is missing (D1, queues, secrets), applies the migrations, deploys.
 * `--dry-run` bundles without an account and prints what would go up.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./root.ts";
import { wrangler } from "./wrangler.ts";

const CONFIG = path.join(ROOT, "wrangler.toml");
const UNSET_DATABASE = "00000000-0000-0000-0000-000000000000";
const QUEUES = ["inkling-ledger", "inkling-ledger-dead"];
const SECRETS = ["PERSON_SECRET", "TOKEN_SECRET"];

function createDatabase(): void {
  const config = readFileSync(CONFIG, "utf8");
  if (!config.includes(UNSET_DATABASE)) return;
  const [, id] = /database_id\s*[=:]\s*"?([0-9a-f-]{36})/.exec(wrangler(["d1", "create", "inkling"])) ?? [];
  if (!id) throw new Error("wrangler d1 create printed no database id");
  writeFileSync(CONFIG, config.replace(UNSET_DATABASE, id));
  console.log(`Created the database ${id} and wrote it into wrangler.toml.`);
}

function createQueues(): void {
  const existing = wrangler(["queues", "list"]);
  for (const queue of QUEUES) if (!new RegExp(`\\b${queue}(?![\\w-])`).test(existing)) wrangler(["queues", "create", queue]);
}

/** Secrets are made once and never replaced: a new PERSON_SECRET would orphan every profile and every tombstone. */
function createSecrets(): void {
  const existing = new Set(secretNames());
  for (const name of SECRETS) if (!existing.has(name)) wrangler(["secret", "put", name], `${randomBytes(32).toString("hex")}\n`);
}

/** Names of the secrets that stand; none when the Worker does not exist yet. */
function secretNames(): string[] {
  try {
    return (JSON.parse(wrangler(["secret", "list"])) as { name: string }[]).map(({ name }) => name);
  } catch (error) {
    if (/10007|does not exist|not found/i.test(String(error))) return [];
    throw error;
  }
}

if (process.argv.includes("--dry-run")) {
  process.stdout.write(wrangler(["deploy", "--dry-run", "--outdir", "dist", "--var", "STAGE:production"]));
} else {
  createDatabase();
  createQueues();
  wrangler(["d1", "migrations", "apply", "DB", "--remote"]);
  createSecrets();
  process.stdout.write(wrangler(["deploy", "--var", "STAGE:production"]));
  console.log("Deployed. Set EFFECTIVE_FROM in wrangler.toml before people are learned from.");
}
