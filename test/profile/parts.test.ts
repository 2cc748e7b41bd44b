import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_PREFERENCES } from "../../worker/domain/person.ts";
import { stricter } from "../../worker/profile/choices.ts";
import { newCode, normalised } from "../../worker/profile/link-code.ts";
import { isCreated, MIGRATIONS, migrate } from "../../worker/profile/migrate.ts";
import { names } from "../../worker/profile/names.ts";
import { retried } from "../../worker/profile/retry.ts";
import { Store } from "../../worker/profile/store.ts";
import { message, objectOf, people, rows, someone, today } from "./people.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const fresh = () => env.PERSON.getByName(crypto.randomUUID());

describe("the schema", () => {
  it("is applied once, and catches up with what was added", async () => {
    await runInDurableObject(fresh(), (_, { storage: { sql } }) => {
      expect(isCreated(sql)).toBe(false);
      migrate(sql);
      migrate(sql);
      const versions = () => sql.exec("SELECT version FROM schema_version").toArray();
      expect(versions()).toEqual([{ version: 1 }]);
      sql.exec("INSERT INTO slots (slot, body) VALUES (1, 'kept')");
      migrate(sql, [...MIGRATIONS, "CREATE TABLE more (id INTEGER PRIMARY KEY)"]);
      expect(versions()).toEqual([{ version: 1 }, { version: 2 }]);
      expect(sql.exec("SELECT body FROM slots").toArray()).toEqual([{ body: "kept" }]);
      expect(sql.exec("SELECT * FROM more").toArray()).toEqual([]);
    });
  });

  it("a slot that this code does not know is refused, with what is known", async () => {
    await runInDurableObject(fresh(), (_, { storage }) => {
      migrate(storage.sql);
      storage.sql.exec("INSERT INTO slots (slot, body) VALUES (99, '{}')");
      expect(() => new Store(storage)).toThrow("slot 99 is unknown; known are 1, 2, 3, 4, 5, 6, 7");
    });
  });
});

describe("a full disk", () => {
  it("is the caller's to see, and memory does not pretend", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    const object = await objectOf(who);
    const before = await people.read(who, { now });
    const spies: { mockRestore(): void }[] = [];
    await runInDurableObject(object, (_, { storage }) => {
      const exec = storage.sql.exec.bind(storage.sql);
      spies.push(
        vi.spyOn(storage.sql, "exec").mockImplementation((query: string, ...bindings: unknown[]) => {
          if (query.startsWith("INSERT")) throw new Error("SQLITE_FULL");
          return exec(query, ...bindings);
        }),
      );
    });
    const late = message(now + 1, { messageId: "late" });
    await expect(people.observe(who, late)).rejects.toThrow("SQLITE_FULL");
    expect(await people.read(who, { now, messageId: "late" })).toEqual(before);
    for (const spy of spies) spy.mockRestore();
    expect(await people.observe(who, late)).toBe("learned");
  });
});

describe("a crash", () => {
  it("loses nothing that was answered for; the next call gets a fresh stub", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    await runInDurableObject(await objectOf(who), (_, state) => state.abort("crash")).catch(() => {});
    expect((await people.read(who, { now })).interests).toHaveLength(2);
  });

  it.each([
    { what: "a reset object", error: { durableObjectReset: true }, calls: 2 },
    { what: "an overloaded object", error: { durableObjectReset: true, overloaded: true }, calls: 1 },
    { what: "an error of ours", error: {}, calls: 1 },
  ])("$what is asked $calls times", async ({ error, calls }) => {
    const call = vi.fn(() => Promise.reject(Object.assign(new Error("down"), error)));
    await expect(retried(call)).rejects.toThrow("down");
    expect(call).toHaveBeenCalledTimes(calls);
  });
});

describe("names", () => {
  const { person, code, fingerprint } = names("secret");

  it("differ wherever a person, an app, an operator or a kind differs", async () => {
    const all = await Promise.all([
      person("t", "s", "u"),
      person("t", "", "u"),
      person("t", "", "su"),
      person("t", "su", ""),
      person("ts", "", "u"),
      person("t,", "s", "u"),
      person('t","', "s", "u"),
      person("t", "s", "\ud800"),
      person("t", "s", "\ud801"),
      person("t", "s", "\ufffd"),
      names("another").person("t", "s", "u"),
      code("t", "s"),
      code("t", "u"),
      fingerprint("message", "r", "1"),
      fingerprint("event", "r", "1"),
      fingerprint("message", "q", "1"),
    ]);
    expect(new Set(all).size).toBe(all.length);
    expect(await person("t", "s", "u")).toBe(all[0]);
    for (const name of all) expect(name).toMatch(/^[\w-]{16}$|^[\w-]{43}$/);
  });

  it("need a secret and a surface", async () => {
    expect(() => names("")).toThrow("PERSON_SECRET");
    await expect(people.read({ tenant: "demo", user: "u", surface: "" }, { now: 0 })).rejects.toThrow("surface");
  });
});

describe("codes", () => {
  it("have no look-alikes, and forgive them when typed", () => {
    for (let index = 0; index < 50; index += 1) expect(newCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(normalised(" o1l-i 0O ")).toBe("011100");
  });
});

describe("the stricter choice", () => {
  const choice = (more: Partial<typeof DEFAULT_PREFERENCES>) => ({ ...DEFAULT_PREFERENCES, ...more });

  it.each([
    { own: "on", other: "on", holds: "on" },
    { own: "on", other: "paused", holds: "paused" },
    { own: "paused", other: "off", holds: "off" },
    { own: "off", other: "on", holds: "off" },
  ] as const)("of $own and $other is $holds", ({ own, other, holds }) => {
    expect(stricter(choice({ personalisation: own }), [choice({ personalisation: other })]).personalisation).toBe(holds);
  });

  it("blocks what either blocks and boosts only one's own", () => {
    const own = choice({ blocked: ["1"], boosted: ["2", "3"] });
    const other = choice({ blocked: ["2"], boosted: ["4"], purposes: { ads: false, content: true, groups: true } });
    expect(stricter(own, [other])).toEqual({
      personalisation: "on",
      purposes: { ads: false, content: true, groups: true },
      blocked: ["1", "2"],
      boosted: ["3"],
    });
  });
});

it("reaches the ledger: alarm, queue, D1, and out of it again", async () => {
  const who = someone();
  await people.observe(who, message(Date.now()));
  const object = await objectOf(who);
  await runInDurableObject(object, (instance) => instance.alarm());
  const { person } = await people.trace(who);
  const reached = () => env.DB.prepare("SELECT count(*) AS n FROM reach WHERE person = ?").bind(person).first<number>("n");
  await vi.waitUntil(async () => (await reached()) === 1, { timeout: 10_000, interval: 50 });
  await people.erase(who, Date.now());
  await vi.waitUntil(async () => (await reached()) === 0, { timeout: 10_000, interval: 50 });
  expect(await runInDurableObject(object, (_, state) => rows(state))).toHaveLength(1);
});
