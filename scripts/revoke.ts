/**
 * `npm run -s revoke -- <service key, or its id> [--remote]`: voids a service key for good, in the local D1 or, with
 * `--remote`, in the deployed one. Isolates believe what they have read of a key for a minute; then it is void everywhere.
 */
import { parseArgs } from "node:util";
import { wrangler } from "./wrangler.ts";

const USAGE = "usage: npm run -s revoke -- <service key, or its id: the part before the last _> [--remote]";

/** The id of a key (`ik_<tenant>_<id>_<random>`), given as it is or within its key. */
function idOf(text: string | undefined): string {
  const [, id] = /^(?:ik_[a-z0-9-]+_)?([0-9a-f]{12})(?:_[0-9a-f]+)?$/.exec(text ?? "") ?? [];
  if (id === undefined) throw new Error(USAGE);
  return id;
}

/** Says whether this call did it: a key that is unknown or revoked already stays as it is. */
function revoke(id: string, where: "--local" | "--remote"): boolean {
  const sql = `UPDATE service_keys SET revoked_at = ${Date.now()} WHERE id = '${id}' AND revoked_at IS NULL RETURNING id`;
  const [answer] = JSON.parse(wrangler(["d1", "execute", "DB", where, "--json", "--command", sql])) as { results: unknown[] }[];
  return (answer?.results.length ?? 0) > 0;
}

try {
  const { values, positionals } = parseArgs({ options: { remote: { type: "boolean", default: false } }, allowPositionals: true });
  const id = idOf(positionals[0]);
  if (!revoke(id, values.remote ? "--remote" : "--local")) throw new Error(`no key ${id} that is in force`);
  console.log(`revoked ${id}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
