import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AIR_TRAVEL, DAY, HOUR, MINUTE, message, objectOf, people, RUNNING, rows, someone, TRAVEL, today } from "./people.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a person's object, from inside", () => {
  it("keeps nothing about somebody who was only asked for", async () => {
    const who = someone();
    const view = await people.read(who, { now: today(), messageId: "m1", conversation: "c1" });
    expect(view).toMatchObject({ status: "empty", interests: [], intents: [], seen: false, rateLimited: false, hushed: false, turn: 1, history: [] });
    for (const object of [await objectOf(who), await objectOf({ ...who, surface: "" })]) {
      await runInDurableObject(object, async (_, state) => {
        expect(rows(state)).toEqual([]);
        expect(state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name IN ('slots', 'schema_version')").toArray()).toEqual([]);
        expect(await state.storage.getAlarm()).toBeNull();
      });
    }
  });

  it("learns a message and says so on the next read", async () => {
    const who = someone();
    const now = today();
    expect(await people.observe(who, message(now, { messageId: "m1" }))).toBe("learned");
    const view = await people.read(who, { now, messageId: "m1" });
    expect(view).toMatchObject({ status: "present", seen: true });
    expect(view.interests.map(({ topic }) => topic)).toEqual([TRAVEL, AIR_TRAVEL]);
    expect(view.interests[1]).toMatchObject({
      usable: false,
      firstSeen: now,
      lastSeen: now,
      count: 1,
      sources: ["text"],
      surfaces: ["messenger"],
      halfLifeDays: 7,
      model: "t1:m1",
    });
    expect(view.interests[1]?.score).toBeCloseTo((0.9 * 0.96) / (0.9 * 0.96 + 1), 6);
    expect(view.intents).toEqual([{ name: "plan", score: expect.closeTo(0.8 / 1.8, 6) }]);
  });

  it("counts the same id once, also at the same time", async () => {
    const who = someone();
    const now = today();
    const twice = message(now);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => people.observe(who, twice)));
    expect(outcomes.filter((outcome) => outcome === "learned")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(19);
    expect((await people.read(who, { now })).interests[0]?.count).toBe(1);
  });

  it("writes one row per learned message", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    const measured = [];
    for (let minute = 1; minute <= 5; minute += 1) measured.push(await people.observeMeasured(who, message(now + minute * MINUTE)));
    expect(measured).toEqual(Array.from({ length: 5 }, () => ({ outcome: "learned", rowsWritten: 1, alarmSet: false })));
    const twice = message(now + HOUR);
    await people.observe(who, twice);
    expect(await people.observeMeasured(who, twice)).toEqual({ outcome: "duplicate", rowsWritten: 0, alarmSet: false });
  });

  it("holds no id of message, conversation or person in clear", async () => {
    const who = { tenant: "demo", user: "canary-user", surface: `s-${crypto.randomUUID()}` };
    const now = today();
    await people.observe(who, message(now, { messageId: "canary-message", conversation: "canary-conversation" }));
    await people.decided(who, [
      {
        decision: "d1",
        candidate: "c1",
        purpose: "ads",
        at: now,
        topics: [TRAVEL],
        conversation: "canary-conversation",
        reasons: [],
        rules: [],
        exploration: false,
      },
    ]);
    await runInDurableObject(await objectOf(who), (_, state) => {
      expect(rows(state).length).toBeGreaterThan(0);
      for (const { body } of rows(state)) expect(body).not.toContain("canary");
    });
    const view = await people.read(who, { now, conversation: "canary-conversation" });
    expect(view.history).toMatchObject([{ decision: "d1", conversation: "canary-conversation" }]);
    expect((await people.read(who, { now, conversation: "another" })).history[0]?.conversation).not.toContain("canary");
  });

  it("keeps surfaces apart", async () => {
    const who = someone("messenger");
    const now = today();
    await people.observe(who, message(now));
    expect((await people.read({ ...who, surface: "search" }, { now })).status).toBe("empty");
  });
});

describe("when is an interest usable?", () => {
  it.each([
    { what: "one message", later: [], usable: false },
    { what: "again a millisecond short of an hour", later: [HOUR - 1], usable: false },
    { what: "again after an hour", later: [HOUR], usable: true },
    { what: "an hour of talk without a break", later: [HOUR / 2, HOUR], usable: false },
    { what: "a talk, a break of an hour, a talk", later: [HOUR / 2, (3 * HOUR) / 2], usable: true },
  ])("$what: $usable", async ({ later, usable }) => {
    const who = someone();
    const now = today();
    for (const wait of [0, ...later]) await people.observe(who, message(now + wait));
    const { interests } = await people.read(who, { now: now + 3 * HOUR });
    expect(interests.map((one) => one.usable)).toEqual([usable, usable]);
  });

  it.each([
    { name: "purchase", score: 0.8, usable: true },
    { name: "book", score: 0.95, usable: true },
    { name: "purchase", score: 0.79, usable: false },
    { name: "compare", score: 0.99, usable: false },
  ] as const)("one message with $name at $score: $usable", async ({ name, score, usable }) => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now, { intents: [{ name, score }] }));
    expect((await people.read(who, { now })).interests[0]?.usable).toBe(usable);
  });
});

describe("time", () => {
  it("halves an interest in seven days and an intent in three", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now, { topics: [{ id: RUNNING, score: 1 }], intents: [{ name: "purchase", score: 1 }] }));
    const value = (score: number | undefined) => (score ?? 0) / (1 - (score ?? 0));
    expect(value((await people.read(who, { now })).interests[0]?.score)).toBeCloseTo(1.5, 6);
    expect(value((await people.read(who, { now: now + 7 * DAY })).interests[0]?.score)).toBeCloseTo(0.75, 6);
    expect(value((await people.read(who, { now: now + 3 * DAY })).intents[0]?.score)).toBeCloseTo(0.5, 6);
  });

  it.each([
    { after: 14 * DAY - 1, interests: 2, intents: 1 },
    { after: 14 * DAY, interests: 2, intents: 0 },
    { after: 30 * DAY - 1, interests: 2, intents: 0 },
    { after: 30 * DAY, interests: 0, intents: 0 },
  ])("after $after ms of silence $interests interests and $intents intents are left", async ({ after, interests, intents }) => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    const view = await people.read(who, { now: now + after });
    expect([view.interests.length, view.intents.length]).toEqual([interests, intents]);
    expect(view.status).toBe(interests + intents === 0 ? "empty" : "present");
  });
});

describe("what takes away", () => {
  it.each(["own", "dislike"] as const)("%s lowers the interest, and only `own` rests its adverts", async (name) => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now, { intents: [{ name: "purchase", score: 1 }] }));
    await people.observe(who, message(now + MINUTE, { intents: [{ name: "purchase", score: 1 }] }));
    const before = await people.read(who, { now: now + 2 * MINUTE });
    await people.observe(who, message(now + 2 * MINUTE, { intents: [{ name, score: 0.9 }] }));
    const after = await people.read(who, { now: now + 2 * MINUTE });
    expect(after.interests[0]?.score).toBeLessThan(before.interests[0]?.score ?? 0);
    expect(after.interests[0]?.count).toBe(2);
    expect(after.cooldowns?.map(({ topic }) => topic)).toEqual(name === "own" ? [TRAVEL, AIR_TRAVEL].sort() : []);
  });
});

describe("memory that is never stored", () => {
  it("takes sixty messages a minute from one person", async () => {
    const who = someone();
    const now = today();
    const limited = [];
    for (let index = 0; index < 61; index += 1) limited.push((await people.read(who, { now: now + index, messageId: `m${index}` })).rateLimited);
    expect(limited.filter(Boolean)).toHaveLength(1);
    expect(limited[60]).toBe(true);
    expect((await people.read(who, { now: now + MINUTE - 1, messageId: "x" })).rateLimited).toBe(true);
    expect((await people.read(who, { now: now + MINUTE, messageId: "y" })).rateLimited).toBe(false);
    expect((await people.read(who, { now: now + MINUTE })).rateLimited).toBe(false);
  });

  it("hushes a conversation for three turns and ten minutes after a suppressed turn", async () => {
    const who = someone();
    const now = today();
    const turn = (minute: number, conversation = "c1") => people.read(who, { now: now + minute * MINUTE, messageId: crypto.randomUUID(), conversation });
    expect(await turn(0)).toMatchObject({ hushed: false, turn: 1 });
    await people.hush(who, { conversation: "c1", now });
    expect(await turn(1)).toMatchObject({ hushed: true, turn: 2 });
    expect(await turn(1, "c2")).toMatchObject({ hushed: false, turn: 1 });
    expect(await turn(9)).toMatchObject({ hushed: true, turn: 3 });
    expect(await turn(11)).toMatchObject({ hushed: true, turn: 4 });
    expect(await turn(12)).toMatchObject({ hushed: false, turn: 5 });
  });

  it("refuses to learn what was suppressed meanwhile, and forgets it when unloaded", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    await people.hush(who, { conversation: "c1", now });
    expect(await people.observe(who, message(now + 1))).toBe("hushed");
    expect(await people.observe(who, message(now + 1, { conversation: "c2" }))).toBe("learned");
    await runInDurableObject(await objectOf(who), (_, state) => {
      for (const { body } of rows(state)) expect(body).not.toMatch(/hush/);
    });
    await evictDurableObject(await objectOf(who));
    expect((await people.read(who, { now, conversation: "c1" })).hushed).toBe(false);
  });
});

describe("a person's object, after eviction", () => {
  it("knows what it knew", async () => {
    const who = someone();
    const now = today();
    const first = message(now);
    await people.observe(who, first);
    const before = await people.read(who, { now });
    await evictDurableObject(await objectOf(who));
    expect(await people.read(who, { now })).toEqual(before);
    expect(await people.observe(who, first)).toBe("duplicate");
    expect(await people.observeMeasured(who, message(now + 1))).toMatchObject({ outcome: "learned", rowsWritten: 1 });
  });
});

describe("a person's object, through its alarm", () => {
  it("sends its topics once, and again only when they change", async () => {
    const who = someone();
    const now = Date.now();
    const send = vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } } as never);
    await people.observe(who, message(now));
    await people.observe(who, message(now));
    const object = await objectOf(who);
    expect(await runDurableObjectAlarm(object)).toBe(true);
    expect(send).toHaveBeenCalledTimes(1);
    const [[sent]] = send.mock.calls as unknown as [[{ body: unknown }[]]];
    expect(sent).toEqual([{ body: expect.objectContaining({ kind: "reach", tenant: "demo", surface: "messenger", topics: [TRAVEL, AIR_TRAVEL].sort() }) }]);

    expect(await people.observeMeasured(who, message(now + 1))).toEqual({ outcome: "learned", rowsWritten: 1, alarmSet: false });
    await runDurableObjectAlarm(object);
    expect(send).toHaveBeenCalledTimes(1);

    await people.observe(who, message(now + 2, { topics: [{ id: RUNNING, score: 0.9 }] }));
    await runDurableObjectAlarm(object);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("loses nothing when the queue is down", async () => {
    const who = someone();
    const object = await objectOf(who);
    const send = vi.spyOn(env.LEDGER, "sendBatch").mockRejectedValueOnce(new Error("queue down"));
    await people.observe(who, message(Date.now()));
    await runInDurableObject(object, (instance) => expect(instance.alarm()).rejects.toThrow("queue down"));
    send.mockResolvedValue(undefined as never);
    await runInDurableObject(object, (instance) => instance.alarm());
    expect(send).toHaveBeenCalledTimes(2);
    expect(send.mock.calls[1]?.[0]).toMatchObject([{ body: { kind: "reach" } }]);
  });

  it("sets a new alarm when the runtime is about to give up", async () => {
    const who = someone();
    const object = await objectOf(who);
    vi.spyOn(env.LEDGER, "sendBatch").mockRejectedValue(new Error("queue down"));
    await people.observe(who, message(Date.now()));
    await runInDurableObject(object, async (instance, state) => {
      await state.storage.deleteAlarm();
      await instance.alarm({ retryCount: 5, isRetry: true, scheduledTime: 0 } as AlarmInvocationInfo);
      expect(await state.storage.getAlarm()).toBeGreaterThan(Date.now());
      await state.storage.deleteAlarm();
    });
  });

  it("goes back to nothing when everything has run out", async () => {
    const who = someone();
    vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);
    await people.observe(who, message(Date.now()));
    const object = await objectOf(who);
    await runDurableObjectAlarm(object);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * DAY });
    try {
      await runDurableObjectAlarm(object);
      await runDurableObjectAlarm(object);
    } finally {
      vi.useRealTimers();
    }
    for (const one of [object, await objectOf({ ...who, surface: "" })]) {
      await runInDurableObject(one, async (_, state) => {
        expect(rows(state)).toEqual([]);
        expect(await state.storage.getAlarm()).toBeNull();
      });
    }
  });

  it("a surface that comes back while it leaves stays on the list, and can be erased", async () => {
    const who = someone();
    vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);
    const now = Date.now();
    await people.observe(who, message(now));
    const object = await objectOf(who);
    await runDurableObjectAlarm(object);
    const root = await objectOf({ ...who, surface: "" });
    const later = now + 31 * DAY;
    let message2: Promise<unknown> | undefined;
    const getByName = env.PERSON.getByName.bind(env.PERSON);
    vi.spyOn(env.PERSON, "getByName").mockImplementation((name) => {
      if (name !== root.name) return getByName(name);
      const depart = async (surface: string, since: number) => {
        message2 = people.observe(who, message(later));
        await message2;
        return getByName(name).depart(surface, since);
      };
      const { meet } = { meet: (...args: Parameters<typeof root.meet>) => getByName(name).meet(...args) };
      return { depart, meet } as never;
    });
    vi.useFakeTimers({ toFake: ["Date"], now: later });
    try {
      await runInDurableObject(object, (instance) => instance.alarm());
      await runInDurableObject(object, (instance) => instance.alarm());
    } finally {
      vi.useRealTimers();
      vi.mocked(env.PERSON.getByName).mockRestore();
    }
    expect(await message2).toBe("learned");
    expect((await people.me(who, { now: later })).surfaces).toMatchObject([{ surface: "messenger", since: later }]);
    await people.erase(who, later);
    expect(await people.read(who, { now: later })).toMatchObject({ status: "erased" });
    await runInDurableObject(object, (_, state) => expect(rows(state)).toHaveLength(1));
  });
});
