import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import published from "../../worker/profile/export.schema.json";
import { ExportDocument, exportJsonSchema } from "../../worker/profile/export-schema.ts";
import type { Who } from "../../worker/profile/people.ts";
import { AIR_TRAVEL, DAY, HOTELS, HOUR, MINUTE, message, objectOf, people, RUNNING, rows, someone, TRAVEL, today } from "./people.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Somebody about whom everything exists that can exist. */
async function everything(now: number): Promise<{ who: Who; link: string }> {
  const who = someone("messenger");
  const search = { ...who, surface: "search" };
  await people.observe(who, message(now));
  await people.observe(
    search,
    message(now + HOUR, {
      source: "voice",
      intents: [
        { name: "own", score: 0.9 },
        { name: "learn", score: 0.4 },
      ],
    }),
  );
  await people.signal(who, { now, id: "s1", kind: "purchase", topics: [RUNNING] });
  await people.decided(who, [
    {
      decision: "d1",
      candidate: "shoe-ad",
      purpose: "ads",
      at: now + 1,
      topics: [RUNNING],
      advertiser: "shop",
      campaign: "spring",
      conversation: "c1",
      turn: 4,
      reasons: [{ kind: "interest", of: RUNNING, weight: 0.7 }],
      rules: ["blocked", "caps"],
      exploration: true,
    },
  ]);
  for (const [index, kind] of (["impression", "click", "dismiss", "not_interested", "owned"] as const).entries()) {
    await people.event(who, { now: now + 2 + index, id: `e-${kind}`, decision: "d1", kind });
  }
  await people.observe(who, message(now, { topics: [{ id: HOTELS, score: 0.7 }] }));
  await people.putTopic(who, HOTELS, "remove", now + MINUTE);
  await people.putTopic(who, RUNNING, "boost", now);
  await people.putTopic(who, "211", "block", now);
  const friend = someone("glasses");
  const offer = await people.linkCode(who, now);
  const joined = await people.link(friend, offer.kind === "code" ? offer.code : "", now);
  if (joined.kind !== "linked") throw new Error("not joined");
  await people.preferences(friend, { purposes: { groups: false } }, now);
  vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);
  await runInDurableObject(await objectOf(who), (instance) => instance.alarm());
  return { who, link: joined.link.id };
}

/** Every string and number anywhere in a value. */
const leaves = (value: unknown): (string | number)[] => {
  if (typeof value === "string" || typeof value === "number") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(leaves) : [];
};

describe("the person's own view", () => {
  it("shows each interest with its receipt, by name", async () => {
    const now = today();
    const { who } = await everything(now);
    const me = await people.me(who, { now: now + DAY });
    expect(me).toMatchObject({ status: "present", erasedUntil: null });
    expect(me.surfaces).toEqual([
      { surface: "messenger", since: now, lastSeen: now },
      { surface: "search", since: now + HOUR, lastSeen: now + HOUR },
    ]);
    expect(me.interests.find(({ topic }) => topic === RUNNING)).toBeUndefined();
    expect(me.removed).toMatchObject([{ topic: HOTELS, name: "Hotels and Motels" }]);
    expect(me.cooldowns.map(({ name }) => name)).toContain("Running and Jogging");
    expect(me.links).toMatchObject([{ surface: "messenger", otherSurface: "glasses" }]);
    expect(me.decisions).toMatchObject([{ decision: "d1", candidate: "shoe-ad", rules: ["blocked", "caps"] }]);
    expect(me.effective.purposes.groups).toBe(false);
    expect(me.preferences.purposes.groups).toBe(true);
    expect(me.notKept.length).toBeGreaterThan(3);
    const air = me.interests.find(({ topic }) => topic === AIR_TRAVEL);
    expect(air).toMatchObject({
      name: "Air Travel",
      path: "Travel > Travel Type > Air Travel",
      count: 1,
      sources: ["text"],
      surfaces: ["messenger"],
      halfLifeDays: 7,
      model: "t1:m1",
      firstSeen: now,
      lastSeen: now,
    });
  });

  it("can be narrowed to a surface", async () => {
    const who = someone("messenger");
    const now = today();
    await people.observe(who, message(now, { topics: [{ id: TRAVEL, score: 1 }] }));
    await people.observe({ ...who, surface: "search" }, message(now, { topics: [{ id: RUNNING, score: 1 }] }));
    const topics = async (surface?: string) =>
      (await people.me(who, surface === undefined ? { now } : { now, surface })).interests.map(({ topic }) => topic).sort();
    expect(await topics()).toEqual([RUNNING, TRAVEL].sort());
    expect(await topics("search")).toEqual([RUNNING]);
    expect(await topics("elsewhere")).toEqual([]);
  });

  it("of somebody unknown is empty and creates nothing", async () => {
    const who = someone();
    expect(await people.me(who, { now: today() })).toMatchObject({ status: "empty", interests: [], surfaces: [], preferences: { personalisation: "on" } });
    expect((await people.trace(who, { surfaces: [who.surface] })).stores).toEqual([]);
  });
});

describe("the export", () => {
  it("has the published shape", async () => {
    const now = today();
    const { who } = await everything(now);
    for (const document of [await people.export(who, now + DAY), await people.export(someone(), now)]) {
      expect(ExportDocument.parse(document)).toEqual(document);
    }
    expect(exportJsonSchema(), "run: node scripts/generate-export-schema.ts").toEqual(published);
  });

  it("has everything that any row about the person has", async () => {
    const now = today();
    const { who } = await everything(now);
    const text = new Set(leaves(await people.export(who, now + DAY)).map(String));
    let compared = 0;
    const slots = new Set<number>();
    for (const surface of ["", "messenger", "search"]) {
      await runInDurableObject(await objectOf({ ...who, surface }), (_, state) => {
        for (const { slot, body } of rows(state)) {
          slots.add(slot);
          for (const leaf of leaves(JSON.parse(body))) {
            const forms = typeof leaf === "string" ? [leaf, inWords(leaf)] : [String(leaf), iso(leaf), iso(leaf * MINUTE)];
            expect(
              forms.some((form) => text.has(form)),
              `${slot}: ${leaf}`,
            ).toBe(true);
            compared += 1;
          }
        }
      });
    }
    expect([...slots].sort()).toEqual([1, 2, 3, 4]);
    expect(compared).toBeGreaterThan(150);
  });

  it("after an erasure has the two time stamps and nothing else", async () => {
    const now = today();
    const { who } = await everything(now);
    await people.erase(who, now);
    expect(await people.export(who, now)).toMatchObject({
      erased: { at: iso(now), until: iso(now + 31 * DAY) },
      surfaces: [],
      surface_keys: [],
      joined_accounts: [],
      unfinished: [],
      started_again_at: null,
      choices: { personalisation: "on", blocked: [], boosted: [] },
    });
    expect((await people.trace(who, { surfaces: ["messenger", "search"] })).stores).toEqual(
      ["person", "surface messenger", "surface search"].map((store) => ({ store, table: "tombstone", rows: [{ at: now, until: now + 31 * DAY }] })),
    );
  });

  const iso = (at: number): string => (Math.abs(at) < 8e15 ? new Date(at).toISOString() : "");
  const inWords = (word: string): string => ({ chat: "conversations", signal: "acts" })[word] ?? word;
});
