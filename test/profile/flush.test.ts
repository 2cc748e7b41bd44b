/** What a surface tells the ledger and when, and how it ends. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LedgerChange } from "../../worker/domain/ledger-change.ts";
import { REACH_AGAIN_MS } from "../../worker/profile/flush.ts";
import type { Who } from "../../worker/profile/people.ts";
import { TALK_MS } from "../../worker/profile/talks.ts";
import { AIR_TRAVEL, DAY, HOUR, MINUTE, message, objectOf, people, rows, someone, TRAVEL, today } from "./people.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Takes the queue's place. Returns what was sent since it was last asked. */
function ledger(): () => LedgerChange[] {
  const send = vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);
  return () => send.mock.calls.splice(0).flatMap(([batch]) => [...batch].map(({ body }) => body as LedgerChange));
}

/** Rings the alarm of a person's surface at a moment. */
async function ring(who: Who, now: number): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now });
  try {
    await runInDurableObject(await objectOf(who), (instance) => instance.alarm());
  } finally {
    vi.useRealTimers();
  }
}

const alarmOf = async (who: Who) => runInDurableObject(await objectOf(who), (_, { storage }) => storage.getAlarm());
const rowsOf = async (who: Who) => runInDurableObject(await objectOf(who), (_, state) => rows(state));
const follow = (now: number) => ({ now, id: crypto.randomUUID(), kind: "follow", topics: [AIR_TRAVEL] }) as const;

describe("topics that do not change", () => {
  it.each([
    { after: REACH_AGAIN_MS - 1, sent: 0 },
    { after: REACH_AGAIN_MS, sent: 1 },
  ])("are sent $sent times more $after ms after the last time", async ({ after, sent }) => {
    const told = ledger();
    const who = someone();
    const now = Date.now();
    await people.signal(who, follow(now));
    await ring(who, now);
    expect(told()).toMatchObject([{ kind: "reach", at: now }]);
    await ring(who, now + after);
    const again = told();
    expect(again).toHaveLength(sent);
    for (const change of again) expect(change).toMatchObject({ kind: "reach", topics: [TRAVEL, AIR_TRAVEL].sort(), sequence: now + after, at: now + after });
  });

  it("wake the object for it, as long as they hold and nobody comes", async () => {
    const told = ledger();
    const who = someone();
    const now = Date.now();
    await people.signal(who, follow(now));
    for (const times of [0, 1, 2, 3, 4]) {
      await ring(who, now + times * REACH_AGAIN_MS);
      expect(told()).toHaveLength(1);
      expect(await alarmOf(who)).toBe(now + (times + 1) * REACH_AGAIN_MS);
    }
  });
});

describe("after an erasure and a new start", () => {
  it("the ledger is told of the start before what it lets in, for as long as its tombstone may stand", async () => {
    const told = ledger();
    const who = someone();
    const now = Date.now();
    const start = now - 31 * DAY;
    await people.observe(who, message(start - DAY));
    await people.erase(who, start - DAY);
    await people.preferences(who, { restart: true }, start);
    await people.signal(who, follow(start + 1));
    told();
    const { name: person } = await objectOf({ ...who, surface: "" });
    await ring(who, now - 1);
    expect(told()).toMatchObject([
      { kind: "erased", person, at: start, until: start },
      { kind: "reach", person, at: now - 1 },
    ]);
    await ring(who, now);
    expect(told()).toEqual([]);
    await people.putTopic(who, TRAVEL, "block", now);
    await ring(who, now);
    expect(told()).toMatchObject([{ kind: "reach", topics: [] }]);
  });
});

describe("counted conversations", () => {
  it("wake the object when they are to be forgotten, also when an alarm stood that would come too late", async () => {
    ledger();
    const who = someone();
    const now = Math.floor(Date.now() / MINUTE) * MINUTE;
    await people.observe(who, message(now, { intents: [] }));
    await ring(who, now);
    expect(await alarmOf(who)).toBe(now + TALK_MS);
    await ring(who, now + TALK_MS);
    expect(await alarmOf(who)).toBe(now + 30 * DAY);
    await people.observe(who, message(now + 2 * DAY, { intents: [] }));
    expect(await alarmOf(who)).toBe(now + 2 * DAY + TALK_MS);
    await ring(who, now + 2 * DAY + TALK_MS);
    expect(JSON.parse((await rowsOf(who))[0]?.body ?? "{}").talks).toEqual([]);
  });
});

describe("a surface that leaves while its root cannot be reached", () => {
  /** Somebody whose interests have run out, and their root cut off until the answer is called. `done`: the root did it, and the answer was lost. */
  async function leaving(done: boolean) {
    ledger();
    const who = someone();
    const now = Date.now();
    await people.observe(who, message(now - 31 * DAY));
    const root = await objectOf({ ...who, surface: "" });
    const getByName = env.PERSON.getByName.bind(env.PERSON);
    const depart = async (...args: Parameters<typeof root.depart>) => {
      if (done) await getByName(root.name ?? "").depart(...args);
      throw new Error("unreachable");
    };
    const cut = vi.spyOn(env.PERSON, "getByName").mockImplementation((name) => (name === root.name ? ({ depart } as never) : getByName(name)));
    await runInDurableObject(await objectOf(who), (instance) => expect(instance.alarm()).rejects.toThrow("unreachable"));
    cut.mockRestore();
    return { who, now };
  }

  it.each([{ done: false }, { done: true }])("goes with the next alarm, and leaves nothing anywhere (done: $done)", async ({ done }) => {
    const { who } = await leaving(done);
    expect(await rowsOf(who)).toHaveLength(1);
    expect(await runDurableObjectAlarm(await objectOf(who))).toBe(true);
    expect(await rowsOf(who)).toEqual([]);
    expect(await alarmOf(who)).toBeNull();
    expect(await rowsOf({ ...who, surface: "" })).toEqual([]);
  });

  it("learns nothing until then, which an erasure might not reach, and learns again afterwards", async () => {
    const { who, now } = await leaving(true);
    expect(await people.observe(who, message(now))).toBe("opted_out");
    await runDurableObjectAlarm(await objectOf(who));
    expect(await people.observe(who, message(now))).toBe("learned");
    expect((await people.me(who, { now })).surfaces).toMatchObject([{ surface: "messenger", since: now }]);
  });

  it("leaves nothing behind when the person is erased meanwhile", async () => {
    const { who, now } = await leaving(false);
    await people.erase(who, now);
    await runDurableObjectAlarm(await objectOf(who));
    expect((await rowsOf(who)).map(({ body }) => JSON.parse(body))).toEqual([{ at: now, until: now + 31 * DAY }]);
  });
});

describe("joining", () => {
  it("leaves no half link when an own surface cannot be reached", async () => {
    const [a, b] = [someone("messenger"), someone("search")];
    const now = today() + HOUR;
    await people.observe(b, message(now));
    const offer = await people.linkCode(a, now);
    const lost = await objectOf(b);
    const getByName = env.PERSON.getByName.bind(env.PERSON);
    const cut = vi.spyOn(env.PERSON, "getByName").mockImplementation((name) => {
      if (name !== lost.name) return getByName(name);
      return { adopt: () => Promise.reject(new Error("unreachable")) } as never;
    });
    await expect(people.link(b, offer.kind === "code" ? offer.code : "", now)).rejects.toThrow("unreachable");
    cut.mockRestore();
    await runDurableObjectAlarm(await objectOf({ ...b, surface: "" }));
    for (const who of [a, b]) expect((await people.me(who, { now })).links).toEqual([]);
    expect((await rowsOf(b)).find(({ slot }) => slot === 3)?.body).toContain('"peers":[]');
  });
});
