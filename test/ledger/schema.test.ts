import { env } from "cloudflare:workers";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { TABLES } from "../../worker/ledger/schema.ts";
import { rows } from "./ledger.ts";

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
}

for (const table of Object.values(TABLES)) {
  const { name, columns, primaryKeys } = getTableConfig(table);
  test(`${name}: the migrations make what the schema describes`, async () => {
    const made = await rows<Column>(`SELECT name, type, "notnull", pk FROM pragma_table_info('${name}')`);
    const keys = primaryKeys[0]?.columns.map((column) => column.name) ?? columns.filter((column) => column.primary).map((column) => column.name);
    expect(made).toEqual(
      columns.map((column) => ({
        name: column.name,
        type: column.getSQLType().toUpperCase(),
        notnull: Number(column.notNull),
        pk: keys.indexOf(column.name) + 1,
      })),
    );
  });

  test(`${name}: one row a write (no rowid, no second index)`, async () => {
    const [made] = await rows<{ sql: string }>("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", name);
    expect(made?.sql).toMatch(/WITHOUT ROWID$/);
    expect(await rows("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", name)).toEqual([]);
  });
}

test("the schema names every table that the migrations make", async () => {
  const made = await rows<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_cf%' AND name NOT LIKE 'd1_%'",
  );
  const named = Object.values(TABLES).map((table) => getTableConfig(table).name);
  expect(made.map(({ name }) => name).sort()).toEqual(named.sort());
  expect(env.DB).toBeDefined();
});
