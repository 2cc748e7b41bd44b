import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PersonObject } from "../../worker/profile/object.ts";
import type { Who } from "../../worker/profile/people.ts";
import { AIR_TRAVEL, DAY, HOTELS, HOUR, MINUTE, message, objectOf, people, RUNNING, rows, someone, TRAVEL, today } from "./people.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

async function join(a: Who, b: Who, now: number): Promise<string> {
  const offer = await people.linkCode(a, now);
  if (offer.kind !== "code") throw new Error("no code");
  const joined = await people.link(b, offer.code, now);
  if (joined.kind !== "linked") throw new Error(joined.reason);
  return joined.link.id;
}

const about = (topic: string, now: number) => message(now, { topics: [{ id: topic, score: 1 }] });
const topicsOf = async (who: Who, now: number) => (await people.read(who, { now })).interests.map(({ topic }) => topic).sort();

describe("joining two accounts", () => {
  it("sums what both know, with one receipt, and subtracts exactly", async () => {
    const [a, b] = [someone("messenger"), someone("search")];
    const now = today();
    await people.observe(a, about(RUNNING, now));
    await people.observe(b, about(RUNNING, now + HOUR));
    await people.observe(b, about(HOTELS, now));
    const before = [await people.read(a, { now: now + HOUR }), await people.read(b, { now: now + HOUR })];
    const link = await join(a, b, now);
    for (const who of [a, b]) {
      const { interests } = await people.read(who, { now: now + HOUR });
      expect(interests.map(({ topic }) => topic).sort()).toEqual([RUNNING, HOTELS].sort());
      expect(interests[0]).toMatchObject({ topic: RUNNING, usable: true, firstSeen: now, lastSeen: now + HOUR, count: 2, surfaces: ["messenger", "search"] });
    }
    expect((await people.me(a, { now })).links).toEqual([{ id: link, since: now, surface: "messenger", otherSurface: "search" }]);
    expect((await people.me(b, { now })).links).toEqual([{ id: link, since: now, surface: "search", otherSurface: "messenger" }]);
    expect(await people.unlink(b, link)).toBe(true);
    expect([await people.read(a, { now: now + HOUR }), await people.read(b, { now: now + HOUR })]).toEqual(before);
    expect((await people.me(a, { now })).links).toEqual([]);
    expect(await people.unlink(a, link)).toBe(false);
  });

  it("works before either has said anything, after eviction, and between surfaces of one account", async () => {
    const [a, b] = [someone("messenger"), someone("search")];
    const c = { ...a, surface: "glasses" };
    const now = today();
    await join(a, b, now);
    const within = await join(a, c, now);
    await people.observe(a, about(RUNNING, now));
    await people.observe(b, about(HOTELS, now));
    await people.observe(c, about(AIR_TRAVEL, now));
    for (const who of [a, b, c]) await evictDurableObject(await objectOf(who));
    expect(await topicsOf(a, now)).toEqual([RUNNING, HOTELS, AIR_TRAVEL].sort());
    // Joining is between two: what c knows does not travel on to b.
    expect(await topicsOf(b, now)).toEqual([RUNNING, HOTELS].sort());
    expect(await topicsOf(c, now)).toEqual([RUNNING, AIR_TRAVEL].sort());
    await people.unlink(a, within);
    expect(await topicsOf(c, now)).toEqual([AIR_TRAVEL]);
  });

  it("the stricter choice holds on both sides, now and when it changes", async () => {
    const [a, b] = [someone("messenger"), someone("search")];
    const now = today();
    await people.observe(b, about(AIR_TRAVEL, now));
    await people.putTopic(a, TRAVEL, "block", now);
    const link = await join(b, a, now);
    expect(await topicsOf(b, now)).toEqual([]);
    await people.preferences(a, { personalisation: "off" }, now);
    expect((await people.read(b, { now })).preferences.personalisation).toBe("off");
    expect(await people.observe(b, about(RUNNING, now))).toBe("opted_out");
    expect(await people.me(b, { now })).toMatchObject({
      preferences: { personalisation: "on", blocked: [] },
      effective: { personalisation: "off", blocked: [TRAVEL] },
    });
    await people.unlink(a, link);
    expect((await people.read(b, { now })).preferences).toMatchObject({ personalisation: "on", blocked: [] });
    expect(await topicsOf(b, now)).toEqual([AIR_TRAVEL]);
  });

  it("erasing one account leaves the other one as it was", async () => {
    vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);
    const [a, b] = [someone("messenger"), someone("search")];
    const now = today();
    await people.observe(a, about(RUNNING, now));
    await people.observe(b, about(HOTELS, now));
    const before = await people.read(b, { now });
    await join(a, b, now);
    expect(await people.erase(a, now)).toMatchObject({ links: 1 });
    expect(await people.read(b, { now })).toEqual(before);
    expect((await people.me(b, { now })).links).toEqual([]);
  });

  it("a joined surface that cannot be reached is left out", async () => {
    const [a, b] = [someone("messenger"), someone("search")];
    const now = today();
    await people.observe(a, about(RUNNING, now));
    await people.observe(b, about(HOTELS, now));
    await join(a, b, now);
    const lost = await objectOf(b);
    const getByName = env.PERSON.getByName.bind(env.PERSON);
    vi.spyOn(env.PERSON, "getByName").mockImplementation((name) =>
      name === lost.name ? ({ share: () => Promise.reject(new Error("unreachable")) } as never) : getByName(name),
    );
    expect(await topicsOf(a, now)).toEqual([RUNNING]);
  });
});

describe("a code", () => {
  it("is good once, also when two try at the same time, and leaves no object behind", async () => {
    const [a, b, c] = [someone(), someone(), someone()];
    const now = today();
    const offer = await people.linkCode(a, now);
    if (offer.kind !== "code") throw new Error("no code");
    expect(offer).toEqual({ kind: "code", code: expect.stringMatching(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/), expiresAt: now + 10 * MINUTE });
    const tries = await Promise.all([people.link(b, offer.code, now), people.link(c, offer.code, now)]);
    expect(tries.map(({ kind }) => kind).sort()).toEqual(["linked", "refused"]);
    expect(await people.link(c, offer.code, now)).toEqual({ kind: "refused", reason: "unknown_code" });
  });

  it.each([
    {
      what: "in lower case, without dashes",
      typed: (code: string) => code.toLowerCase().replaceAll("-", " "),
      after: 0,
      tenant: "demo",
      answer: { kind: "linked" },
    },
    { what: "a millisecond before it runs out", typed: (code: string) => code, after: 10 * MINUTE - 1, tenant: "demo", answer: { kind: "linked" } },
    { what: "when it has run out", typed: (code: string) => code, after: 10 * MINUTE, tenant: "demo", answer: { kind: "refused", reason: "unknown_code" } },
    { what: "at another tenant", typed: (code: string) => code, after: 0, tenant: "other", answer: { kind: "refused", reason: "unknown_code" } },
    { what: "that nobody issued", typed: () => "0000-0000-0000", after: 0, tenant: "demo", answer: { kind: "refused", reason: "unknown_code" } },
  ])("typed $what", async ({ typed, after, tenant, answer }) => {
    const [a, b] = [someone("messenger"), { ...someone("search"), tenant }];
    const now = today();
    const offer = await people.linkCode(a, now);
    if (offer.kind !== "code") throw new Error("no code");
    expect(await people.link(b, typed(offer.code), now + after)).toMatchObject(answer);
  });

  it("does not join a surface with itself, nor twice, nor an erased person", async () => {
    vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);
    const [a, b] = [someone("messenger"), someone("search")];
    const now = today();
    const code = async (who: Who) => {
      const offer = await people.linkCode(who, now);
      return offer.kind === "code" ? offer.code : "";
    };
    expect(await people.link(a, await code(a), now)).toEqual({ kind: "refused", reason: "same_account" });
    await join(a, b, now);
    expect(await people.link(b, await code(a), now)).toEqual({ kind: "refused", reason: "same_account" });
    const pending = await code(a);
    await people.erase(a, now);
    expect(await people.linkCode(a, now)).toEqual({ kind: "refused", reason: "erased" });
    expect(await people.link(a, await code(b), now)).toEqual({ kind: "refused", reason: "erased" });
    expect((await people.link(b, pending, now)).kind).toBe("refused");
    expect((await people.me(b, { now })).links).toEqual([]);
  });
});

describe("leaving", () => {
  type Step =
    | { do: "learn"; who: 0 | 1; topic: string; intent: "purchase" | "plan" | "own" | "dislike"; id: number }
    | { do: "signal"; who: 0 | 1; topic: string; id: number }
    | { do: "remove" | "block" | "boost" | "undo"; who: 0 | 1; topic: string }
    | { do: "read"; who: 0 | 1 };
  const who = fc.constantFrom<0 | 1>(0, 1);
  const topic = fc.constantFrom(AIR_TRAVEL, TRAVEL, HOTELS, RUNNING);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant("learn" as const), who, topic, intent: fc.constantFrom("purchase", "plan", "own", "dislike"), id: fc.nat(20) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("signal" as const), who, topic, id: fc.nat(5) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("remove" as const, "block" as const, "boost" as const, "undo" as const), who, topic }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("read" as const), who }) },
  );

  it("both profiles are byte for byte what they would have been without the joining", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat(25), fc.nat(25), async (steps, from, length) => {
        const now = today();
        const joined = await twoAccounts();
        const alone = await twoAccounts();
        let link: string | null = null;
        for (const [index, one] of steps.entries()) {
          if (index === from) link = await joined.join(now);
          if (link && index === from + length) link = await joined.leave(link);
          for (const pair of [joined, alone]) await pair.take(one, now + index * 20 * MINUTE);
        }
        link ??= await joined.join(now);
        await joined.leave(link);
        expect(await joined.bytes()).toEqual(await alone.bytes());
        expect(await joined.views(now + DAY)).toEqual(await alone.views(now + DAY));
      }),
      { numRuns: 12 },
    );
  });

  /** Two accounts reached by plain names, so that the same steps leave the same fingerprints. */
  async function twoAccounts() {
    const run = crypto.randomUUID();
    const object = (name: string): DurableObjectStub<PersonObject> => env.PERSON.getByName(`${run}-${name}`);
    const surface = (index: 0 | 1) => object(`surface-${index}`);
    const root = (index: 0 | 1) => object(`root-${index}`);
    const identity = (index: 0 | 1) => ({ tenant: "demo", person: `${run}-root-${index}`, surface: `app-${index}` });
    return {
      async take(one: Step, now: number) {
        switch (one.do) {
          case "learn":
            return surface(one.who).observe(identity(one.who), {
              now,
              message: `m${one.id}`,
              conversation: "c",
              topics: [{ id: one.topic, score: 0.9 }],
              intents: [{ name: one.intent, score: 0.9 }],
              source: "text",
              model: "t1:m1",
            });
          case "signal":
            return surface(one.who).signal(identity(one.who), { now, event: `e${one.id}`, kind: "like", topics: [one.topic] });
          case "undo":
            return root(one.who).undoTopic("demo", one.topic, now);
          case "read":
            return surface(one.who).read(identity(one.who), { now, history: true });
          default:
            return root(one.who).topic("demo", one.topic, one.do, now);
        }
      },
      async join(now: number): Promise<string> {
        await root(0).offerLink(identity(0), `${run}-surface-0`, `${run}-code`, now + MINUTE, now);
        const answer = await root(1).redeemLink(identity(1), `${run}-surface-1`, `${run}-code`, now);
        if (answer.kind !== "linked") throw new Error(answer.reason);
        return answer.link.id;
      },
      async leave(link: string): Promise<null> {
        expect(await root(0).unlink(link)).toBe(true);
        return null;
      },
      bytes: () =>
        Promise.all(([0, 1] as const).map((index) => runInDurableObject(surface(index), (_, state) => rows(state).filter(({ slot }) => slot === 1)))),
      views: (now: number) => Promise.all(([0, 1] as const).map((index) => surface(index).read(identity(index), { now, history: true }))),
    };
  }
});
