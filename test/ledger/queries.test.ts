import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { LedgerFault } from "../../worker/ledger/fault.ts";
import { findServiceKey, insertServiceKey } from "../../worker/ledger/queries.ts";
import { rowsAbout } from "../../worker/ledger/rows-about.ts";
import { decisionOf, deliver, NOW, reachOf, unique } from "./ledger.ts";

const keyRow = (over: object = {}) => ({
  id: unique("k"),
  tenant: "demo",
  hash: "ab".repeat(32),
  scopes: ["profiles:read"] as const,
  createdAt: NOW,
  revokedAt: null,
  ...over,
});

describe("service keys", () => {
  test("what is stored is found, unknown ids are undefined", async () => {
    const row = keyRow();
    await insertServiceKey(env.DB, row);
    expect(await findServiceKey(env.DB, row.id)).toEqual(row);
    expect(await findServiceKey(env.DB, unique("k"))).toBeUndefined();
  });

  test("an id is never overwritten", async () => {
    const row = keyRow();
    await insertServiceKey(env.DB, row);
    await expect(insertServiceKey(env.DB, { ...row, tenant: "other" })).rejects.toThrow(LedgerFault);
    expect((await findServiceKey(env.DB, row.id))?.tenant).toBe("demo");
  });
});

describe("a fault says which operation failed and nothing of its parameters", () => {
  const canary = unique("canary");
  for (const [name, ask] of [
    ["find service key", () => findServiceKey(env.DB, canary)],
    ["insert service key", () => insertServiceKey(env.DB, keyRow({ id: canary, hash: canary }))],
    ["read a person's rows", () => rowsAbout(env.DB, canary)],
  ] as const) {
    test(name, async () => {
      const spy = vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
        throw new Error(`D1_ERROR: Network connection lost. ${query.length}`);
      });
      const fault = await ask().then(
        () => null,
        (error: unknown) => error,
      );
      spy.mockRestore();
      expect(fault).toBeInstanceOf(LedgerFault);
      const told = inside(fault);
      expect(told).toContain(name);
      expect(told).not.toContain(canary);
    });
  }

  test("neither does a constraint that fails inside D1", async () => {
    const row = keyRow({ id: canary, hash: canary });
    await insertServiceKey(env.DB, row);
    const fault = await insertServiceKey(env.DB, row).catch((error: unknown) => error);
    expect(inside(fault)).toContain("UNIQUE constraint failed");
    expect(inside(fault)).not.toContain(canary);
  });
});

/** Everything that an error and its causes would tell a log. */
function inside(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.name, error.message, error.stack, JSON.stringify(error), error.cause === undefined ? "" : inside(error.cause)].join("\n");
}

test("every row about a person can be looked at, and no row of anybody else", async () => {
  const person = unique("p");
  const decision = decisionOf({ person });
  await deliver([reachOf({ person }), decision, reachOf(), decisionOf()]);
  expect(await rowsAbout(env.DB, person)).toEqual([
    { store: "D1", table: "reach", rows: [{ person, surface: "", tenant: "demo", sequence: 1, topics: '["653","672"]', at: NOW }] },
    { store: "D1", table: "decisions", rows: [{ person, id: decision.id, tenant: "demo", purpose: "ads", topic: "672", exploration: false, at: NOW }] },
    { store: "D1", table: "tombstones", rows: [] },
  ]);
  expect((await rowsAbout(env.DB, unique("p"))).flatMap(({ rows }) => rows)).toEqual([]);
});
