import { describe, expect, it } from "vitest";
import { KEY_CACHE_MS, newServiceKey, type ServiceKeyRow, verifyServiceKey } from "../../worker/auth/service-key.ts";
import { NOW } from "./minting.ts";

/** A key store that counts how often it is asked. */
function store(...rows: ServiceKeyRow[]) {
  const finder = {
    asked: 0,
    kept: new Map(rows.map((row) => [row.id, row])),
    find: async (id: string) => {
      finder.asked += 1;
      return finder.kept.get(id);
    },
  };
  return finder;
}

describe("a service key", () => {
  it("is let in with its scopes, and only its hash is stored", async () => {
    const { key, row } = await newServiceKey("demo", ["profiles:read"], NOW);
    expect(key).toMatch(/^ik_demo_[0-9a-f]{12}_[0-9a-f]{48}$/);
    expect(JSON.stringify(row)).not.toContain(key.slice(-48));
    expect(await verifyServiceKey(key, store(row).find, NOW)).toEqual({ kind: "service", tenant: "demo", key: row.id, scopes: ["profiles:read"] });
  });

  it("is refused when the store does not know it", async () => {
    const { key } = await newServiceKey("demo", ["profiles:read"], NOW);
    expect(await verifyServiceKey(key, store().find, NOW)).toMatchObject({ kind: "denied", status: 401 });
  });

  it("is refused from the moment of its revocation on", async () => {
    const good = await newServiceKey("demo", [], NOW);
    const row = { ...good.row, revokedAt: NOW };
    expect((await verifyServiceKey(good.key, store(row).find, NOW - 1)).kind).toBe("service");
    expect((await verifyServiceKey(good.key, store(row).find, NOW)).kind).toBe("denied");
  });

  it("is refused with one digit changed, another tenant's name or a stored hash that is no hash", async () => {
    const { key, row } = await newServiceKey("demo", [], NOW);
    const changed = key.slice(0, -1) + (key.endsWith("0") ? "1" : "0");
    const renamed = key.replace("ik_demo_", "ik_acme_");
    const find = store(row).find;
    expect((await verifyServiceKey(changed, find, NOW)).kind).toBe("denied");
    expect((await verifyServiceKey(renamed, find, NOW)).kind).toBe("denied");
    for (const hash of ["", "0".repeat(63), row.hash.toUpperCase()]) {
      const other = { ...row, id: row.id.split("").reverse().join(""), hash };
      expect((await verifyServiceKey(key.replace(row.id, other.id), store(other).find, NOW)).kind).toBe("denied");
    }
  });

  it("does not pass with the hash of a row that belongs to another tenant", async () => {
    const { key, row } = await newServiceKey("demo", [], NOW);
    expect((await verifyServiceKey(key, store({ ...row, tenant: "acme" }).find, NOW)).kind).toBe("denied");
  });
});

describe("the isolate's memory of keys", () => {
  it("asks again after a minute and then sees the revocation", async () => {
    const { key, row } = await newServiceKey("demo", [], NOW);
    const keys = store(row);
    expect((await verifyServiceKey(key, keys.find, NOW)).kind).toBe("service");
    keys.kept.set(row.id, { ...row, revokedAt: NOW });
    expect((await verifyServiceKey(key, keys.find, NOW + KEY_CACHE_MS - 1)).kind).toBe("service");
    expect(keys.asked).toBe(1);
    expect((await verifyServiceKey(key, keys.find, NOW + KEY_CACHE_MS)).kind).toBe("denied");
    expect(keys.asked).toBe(2);
  });

  it("never remembers an unknown id", async () => {
    const { key, row } = await newServiceKey("demo", [], NOW);
    const keys = store();
    expect((await verifyServiceKey(key, keys.find, NOW)).kind).toBe("denied");
    keys.kept.set(row.id, row);
    expect((await verifyServiceKey(key, keys.find, NOW)).kind).toBe("service");
  });

  it("stays bounded and right with more keys than it holds", async () => {
    const keys = await Promise.all(Array.from({ length: 300 }, () => newServiceKey("demo", [], NOW)));
    const all = store(...keys.map(({ row }) => row));
    for (const round of [1, 2]) for (const { key } of keys) expect((await verifyServiceKey(key, all.find, NOW)).kind, `round ${round}`).toBe("service");
    expect(all.asked).toBeGreaterThan(300);
  });
});

it("passes a fault of the store on", async () => {
  const { key } = await newServiceKey("demo", [], NOW);
  await expect(verifyServiceKey(key, () => Promise.reject(new Error("store down")), NOW)).rejects.toThrow("store down");
});

it("makes keys only for a well-named tenant", async () => {
  await expect(newServiceKey("De_mo", [], NOW)).rejects.toThrow(RangeError);
});
