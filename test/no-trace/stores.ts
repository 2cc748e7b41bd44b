/** Reads everything back that is kept anywhere: every table of D1, every row, key and alarm of every object. */
import { listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** Tables that are there, apart from those of SQLite and of the runtime themselves. */
const TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'";

/** Bytes (D1 gives them as lists of numbers) become hex, so that nothing hides in a blob. */
function shown(rows: readonly unknown[]): string {
  const hex = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return JSON.stringify(rows, (_, value: unknown) => {
    if (value instanceof ArrayBuffer) return hex([...new Uint8Array(value)]);
    return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "number") ? hex(value) : value;
  });
}

/** Every row of every table of D1. */
export async function rowsOfD1(): Promise<string> {
  const { results } = await env.DB.prepare(TABLES).all<{ name: string }>();
  const tables = await Promise.all(results.map(async ({ name }) => `${name}: ${shown((await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results)}`));
  return tables.join("\n");
}

/** Ids of all objects that exist now. */
export const objects = async (): Promise<ReadonlySet<string>> => new Set((await listDurableObjectIds(env.PERSON)).map(String));

/** The objects that have come up since. */
export async function newObjects(before: ReadonlySet<string>): Promise<DurableObjectStub[]> {
  const ids = (await listDurableObjectIds(env.PERSON)).filter((id) => !before.has(String(id)));
  return ids.map((id) => env.PERSON.get(id) as unknown as DurableObjectStub);
}

/** Lets every object send to the ledger what it has not sent yet. One whose queue is down keeps it. */
export async function flush(stubs: readonly DurableObjectStub[]): Promise<void> {
  for (const stub of stubs) await runDurableObjectAlarm(stub).catch(() => false);
}

/** Every row of every table of an object, and its key-value pairs. */
export const rowsOfObject = (stub: DurableObjectStub): Promise<string> =>
  runInDurableObject(stub, async (_, { storage }: DurableObjectState) => {
    const tables = storage.sql.exec<{ name: string }>(TABLES).toArray();
    const rows = tables.map(({ name }) => `${name}: ${shown(storage.sql.exec(`SELECT * FROM "${name}"`).toArray())}`);
    return [...rows, shown([...(await storage.list())])].join("\n");
  });
