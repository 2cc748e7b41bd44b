/**
 * `npm run -s token -- --user u1`: prints a user token signed with the development secret.
 * `npm run -s token -- --service`: prints a service key and stores its hash in the local D1.
 */
import { parseArgs } from "node:util";
import { newServiceKey, type ServiceKeyRow } from "../worker/auth/service-key.ts";
import { mintUserToken } from "../worker/auth/user-token.ts";
import { SCOPES, type Scope } from "../worker/domain/principal.ts";
import { devSecrets } from "./dev-secrets.ts";
import { wrangler } from "./wrangler.ts";

const USAGE = `usage: npm run -s token -- --user <id> [--tenant demo] [--country US] [--home US] [--conn client|server] [--age adult|minor] [--ttl 900]
       npm run -s token -- --service [--tenant demo] [--scopes ${SCOPES.join(",")}]`;

/** Stores a key's hash, and its tenant, in the local database. */
function store({ id, tenant, hash, scopes, createdAt }: ServiceKeyRow): void {
  // All values are of our own making and hold no single quote (see newServiceKey and SCOPES).
  const sql = `INSERT OR IGNORE INTO tenants (id, name, created_at) VALUES ('${tenant}', '${tenant}', ${createdAt});
INSERT INTO service_keys (id, tenant, hash, scopes, created_at) VALUES ('${id}', '${tenant}', '${hash}', '${JSON.stringify(scopes)}', ${createdAt});`;
  wrangler(["d1", "execute", "DB", "--local", "--command", sql]);
}

function scopesOf(text: string | undefined): readonly Scope[] {
  const wanted = text?.split(",").map((scope) => scope.trim()) ?? SCOPES;
  const unknown = wanted.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (unknown.length > 0) throw new Error(`--scopes: unknown ${unknown.join(", ")}; there are ${SCOPES.join(", ")}`);
  return wanted as readonly Scope[];
}

async function main(): Promise<string> {
  const { values } = parseArgs({
    options: {
      user: { type: "string" },
      service: { type: "boolean", default: false },
      tenant: { type: "string", default: "demo" },
      country: { type: "string" },
      home: { type: "string" },
      conn: { type: "string", default: "client" },
      age: { type: "string", default: "adult" },
      ttl: { type: "string", default: "900" },
      scopes: { type: "string" },
    },
  });
  if (values.service) {
    const { key, row } = await newServiceKey(values.tenant, scopesOf(values.scopes), Date.now());
    store(row);
    return key;
  }
  if (values.user === undefined) throw new Error(USAGE);
  if (values.conn !== "client" && values.conn !== "server") throw new Error("--conn: client or server");
  const { user, tenant, conn, age, country, home } = values;
  const subject = {
    user,
    tenant,
    conn,
    age,
    life: Number(values.ttl),
    ...(country === undefined ? {} : { country }),
    ...(home === undefined ? {} : { home }),
  } as const;
  return mintUserToken(subject, { tokenSecret: devSecrets().TOKEN_SECRET }, Date.now());
}

try {
  console.log(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
