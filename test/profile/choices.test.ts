import { evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { AIR_TRAVEL, DAY, HOTELS, MINUTE, message, objectOf, people, RUNNING, someone, TRAVEL, today } from "./people.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("personalisation", () => {
  it.each([
    { personalisation: "paused", outcome: "paused", shown: 2 },
    { personalisation: "off", outcome: "opted_out", shown: 0 },
  ] as const)("$personalisation: nothing is learned, $shown interests are shown", async ({ personalisation, outcome, shown }) => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    const held = (await people.me(who, { now })).interests;
    expect(await people.preferences(who, { personalisation }, now)).toMatchObject({ kind: "done", preferences: { personalisation } });
    expect(await people.observe(who, message(now + MINUTE))).toBe(outcome);
    expect(await people.signal(who, { now, id: "s1", kind: "like", topics: [RUNNING] })).toBe(outcome);
    const view = await people.read(who, { now });
    expect(view.preferences.personalisation).toBe(personalisation);
    expect(view.interests).toHaveLength(shown);
    expect((await people.me(who, { now })).interests).toEqual(held);

    await people.preferences(who, { personalisation: "on" }, now);
    expect((await people.read(who, { now })).interests).toHaveLength(2);
    expect(await people.observe(who, message(now + 2 * MINUTE))).toBe("learned");
  });

  it("holds on surfaces that were never used, and after eviction", async () => {
    const who = someone("messenger");
    const other = { ...who, surface: "search" };
    const now = today();
    expect((await people.read(other, { now })).preferences.personalisation).toBe("on");
    await people.preferences(who, { personalisation: "off", purposes: { ads: false } }, now);
    for (const one of [who, other]) {
      expect((await people.read(one, { now })).preferences).toMatchObject({ personalisation: "off", purposes: { ads: false, content: true, groups: true } });
      expect(await people.observe(one, message(now))).toBe("opted_out");
      await evictDurableObject(await objectOf(one));
      expect(await people.observe(one, message(now))).toBe("opted_out");
    }
  });

  it("keeps no decisions about somebody who switched it off", async () => {
    const who = someone();
    const now = today();
    await people.preferences(who, { personalisation: "off" }, now);
    await people.decided(who, [{ decision: "d1", candidate: "c1", purpose: "ads", at: now, topics: [], reasons: [], rules: [], exploration: false }]);
    expect((await people.me(who, { now })).decisions).toEqual([]);
    expect(await people.event(who, { now, id: "e1", decision: "d1", kind: "click" })).toBe("unknown_decision");
  });

  it("is not answered before it holds everywhere", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    const surface = await objectOf(who);
    const getByName = env.PERSON.getByName.bind(env.PERSON);
    const spy = vi.spyOn(env.PERSON, "getByName").mockImplementation((name) => {
      const stub = getByName(name);
      if (name !== surface.name) return stub;
      return { ...stub, adopt: () => Promise.reject(new Error("unreachable")) } as never;
    });
    await expect(people.preferences(who, { personalisation: "off" }, now)).rejects.toThrow();
    spy.mockRestore();
    // The alarm finishes what the call could not.
    await runDurableObjectAlarm(await objectOf({ ...who, surface: "" }));
    expect((await people.read(who, { now })).preferences.personalisation).toBe("off");
  });
});

describe("topics", () => {
  it("a blocked topic is gone on the very next call and is not learned", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    await people.putTopic(who, AIR_TRAVEL, "block", now);
    expect((await people.read(who, { now })).interests.map(({ topic }) => topic)).toEqual([TRAVEL]);
    expect((await people.me(who, { now })).interests.map(({ topic }) => topic)).toEqual([TRAVEL]);
    expect(await people.observe(who, message(now + 1, { topics: [{ id: AIR_TRAVEL, score: 1 }] }))).toBe("blocked");
    expect(await people.signal(who, { now, id: "s1", kind: "like", topics: [AIR_TRAVEL] })).toBe("blocked");
    // Nor does it feed its parent; another child does.
    expect(await people.observe(who, message(now + 2))).toBe("blocked");
    expect((await people.read(who, { now })).interests).toMatchObject([{ topic: TRAVEL, count: 1 }]);
    expect(
      await people.observe(
        who,
        message(now + 3, {
          topics: [
            { id: AIR_TRAVEL, score: 1 },
            { id: HOTELS, score: 1 },
            { id: TRAVEL, score: 1 },
          ],
        }),
      ),
    ).toBe("learned");
    expect((await people.read(who, { now })).interests).toMatchObject([
      { topic: TRAVEL, count: 2 },
      { topic: HOTELS, count: 1 },
    ]);
  });

  it("a tier-1 block covers the children, on every surface, also a new one", async () => {
    const who = someone("messenger");
    const now = today();
    await people.observe(who, message(now));
    await people.putTopic(who, TRAVEL, "block", now);
    expect((await people.read(who, { now })).interests).toEqual([]);
    const other = { ...who, surface: "search" };
    expect(await people.observe(other, message(now))).toBe("blocked");
    expect(await people.signal(other, { now, id: "s1", kind: "follow", topics: [AIR_TRAVEL] })).toBe("blocked");
    expect((await people.read(other, { now })).interests).toEqual([]);
  });

  it("a block survives silence, the removal of the topic and eviction", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    await people.putTopic(who, AIR_TRAVEL, "block", now);
    await people.putTopic(who, AIR_TRAVEL, "remove", now);
    await evictDurableObject(await objectOf(who));
    expect(await people.observe(who, message(now + 200 * DAY, { topics: [{ id: AIR_TRAVEL, score: 1 }] }))).toBe("blocked");
  });

  it("block and boost replace each other; undo ends both", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    const plain = (await people.read(who, { now })).interests.find(({ topic }) => topic === AIR_TRAVEL)?.score ?? 0;
    await people.putTopic(who, AIR_TRAVEL, "block", now);
    expect(await people.putTopic(who, AIR_TRAVEL, "boost", now)).toMatchObject({ preferences: { blocked: [], boosted: [AIR_TRAVEL] } });
    const boosted = (await people.read(who, { now })).interests.find(({ topic }) => topic === AIR_TRAVEL)?.score ?? 0;
    expect(boosted / (1 - boosted)).toBeCloseTo((2 * plain) / (1 - plain), 9);
    expect(await people.undoTopic(who, AIR_TRAVEL, now + 100 * DAY)).toMatchObject({ preferences: { blocked: [], boosted: [] } });
    expect(await people.undoTopic(who, AIR_TRAVEL, now)).toEqual({ kind: "refused", reason: "nothing_to_undo" });
  });

  it("a removed topic comes back byte for byte within 30 days, and is deleted after", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    const before = (await people.read(who, { now })).interests;
    await people.putTopic(who, TRAVEL, "remove", now);
    expect((await people.read(who, { now })).interests).toEqual([]);
    const { removed } = await people.me(who, { now });
    expect(removed).toEqual([{ topic: TRAVEL, name: "Travel", removedAt: now, undoUntil: now + 30 * DAY }]);
    expect(await people.undoTopic(who, TRAVEL, now + 1)).toMatchObject({ kind: "done" });
    expect((await people.read(who, { now })).interests).toEqual(before);

    await people.putTopic(who, TRAVEL, "remove", now);
    expect((await people.me(who, { now: now + 30 * DAY })).removed).toEqual([]);
    await people.observe(who, message(now + 30 * DAY, { topics: [{ id: RUNNING, score: 0.9 }] }));
    expect(await people.undoTopic(who, TRAVEL, now + 30 * DAY)).toEqual({ kind: "refused", reason: "nothing_to_undo" });
  });

  it("a removed topic can be learned again; undo then adds both", async () => {
    const who = someone();
    const now = today();
    const flight = (at: number) => message(at, { topics: [{ id: AIR_TRAVEL, score: 0.9 }] });
    await people.observe(who, flight(now));
    await people.putTopic(who, AIR_TRAVEL, "remove", now);
    await people.observe(who, flight(now));
    expect((await people.read(who, { now })).interests[0]).toMatchObject({ count: 1 });
    await people.undoTopic(who, AIR_TRAVEL, now);
    expect((await people.read(who, { now })).interests[0]).toMatchObject({ count: 2 });
  });

  it.each([
    { topic: "nope", action: "block", reason: "unknown_topic" },
    { topic: "211", action: "boost", reason: "ineligible" },
  ] as const)("$action $topic: $reason", async ({ topic, action, reason }) => {
    expect(await people.putTopic(someone(), topic, action, today())).toEqual({ kind: "refused", reason });
  });
});

describe("signals and feedback", () => {
  it("signals fade in 60 days, are gone after 180, and bring their tier-1 topic", async () => {
    const who = someone();
    const now = today();
    expect(await people.signal(who, { now, id: "s1", kind: "like", topics: [AIR_TRAVEL] })).toBe("learned");
    expect(await people.signal(who, { now, id: "s1", kind: "like", topics: [AIR_TRAVEL] })).toBe("duplicate");
    const at = async (moment: number) => (await people.read(who, { now: moment })).interests;
    expect(await at(now)).toMatchObject([
      { topic: TRAVEL, score: 0.5, count: 1, sources: ["like"], halfLifeDays: 60, model: "-" },
      { topic: AIR_TRAVEL, score: 0.5 },
    ]);
    expect((await at(now + 60 * DAY))[0]?.score).toBeCloseTo(0.5 / 1.5, 9);
    expect(await at(now + 180 * DAY - 1)).toHaveLength(2);
    expect(await at(now + 180 * DAY)).toHaveLength(0);
  });

  it("refuses topics that may not enter a profile", async () => {
    const who = someone();
    expect(await people.signal(who, { now: today(), id: "s1", kind: "follow", topics: ["nope"] })).toBe("ineligible");
    expect((await people.me(who, { now: today() })).interests).toEqual([]);
  });

  it("a purchase rests the topic's adverts", async () => {
    const who = someone();
    const now = today();
    await people.signal(who, { now, id: "s1", kind: "purchase", topics: [AIR_TRAVEL] });
    expect((await people.read(who, { now })).cooldowns).toEqual([{ topic: AIR_TRAVEL, at: now }]);
    expect((await people.read(who, { now: now + 90 * DAY })).cooldowns).toEqual([]);
  });

  it("feedback is noted once and feeds or takes from the counters", async () => {
    const who = someone();
    const now = today();
    await people.observe(who, message(now));
    const entry = (candidate: string) =>
      ({ decision: "d1", candidate, purpose: "ads", at: now, topics: [AIR_TRAVEL], reasons: [], rules: [], exploration: false }) as const;
    await people.decided(who, [entry("a"), entry("b")]);
    await people.decided(who, [entry("a")]);
    const value = async () => (await people.read(who, { now })).interests.find(({ topic }) => topic === AIR_TRAVEL)?.score ?? 0;
    const before = await value();
    expect(await people.event(who, { now: now + 1, id: "e1", decision: "d1", candidate: "a", kind: "impression" })).toBe("recorded");
    expect(await value()).toBe(before);
    expect(await people.event(who, { now: now + 2, id: "e2", decision: "d1", candidate: "a", kind: "click" })).toBe("recorded");
    expect(await people.event(who, { now: now + 2, id: "e2", decision: "d1", candidate: "a", kind: "click" })).toBe("duplicate");
    expect(await value()).toBeGreaterThan(before);
    expect(await people.event(who, { now: now + 3, id: "e3", decision: "d1", candidate: "b", kind: "not_interested" })).toBe("recorded");
    expect(await value()).toBeLessThan(before);
    expect(await people.event(who, { now: now + 4, id: "e4", decision: "d1", candidate: "b", kind: "owned" })).toBe("recorded");
    expect(await people.event(who, { now, id: "e5", decision: "other", kind: "click" })).toBe("unknown_decision");
    const { history, cooldowns } = await people.read(who, { now });
    expect(history).toMatchObject([
      { candidate: "b", notInterestedAt: now + 3, ownedAt: now + 4 },
      { candidate: "a", impressionAt: now + 1, clickAt: now + 2 },
    ]);
    expect(cooldowns).toEqual([{ topic: AIR_TRAVEL, at: now + 4 }]);
    expect((await people.read(who, { now, history: false })).history).toEqual([]);
    expect(await people.decision(who, "d1")).toHaveLength(2);
    expect(await people.decision(who, "d2")).toEqual([]);
  });

  it("remembers 200 decisions, for 90 days", async () => {
    const who = someone();
    const now = today();
    const entries = (from: number, count: number, at: number) =>
      Array.from(
        { length: count },
        (_, index) => ({ decision: `d${from + index}`, candidate: "c", purpose: "ads", at, topics: [], reasons: [], rules: [], exploration: false }) as const,
      );
    await people.decided(who, entries(0, 150, now));
    await people.decided(who, entries(150, 51, now + 1));
    const { history } = await people.read(who, { now });
    expect([history.length, history[0]?.decision, history[199]?.decision]).toEqual([200, "d200", "d1"]);
    await people.decided(who, entries(300, 1, now + 90 * DAY + 1));
    expect((await people.read(who, { now })).history.map(({ decision }) => decision)).toEqual(["d300"]);
  });
});
