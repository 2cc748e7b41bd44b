import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { HistoryEntry } from "../../worker/domain/decision.ts";
import { SETTLED_MS } from "../../worker/profile/feeding.ts";
import type { Profile } from "../../worker/profile/fold/state.ts";
import type { Who } from "../../worker/profile/people.ts";
import { HUSHED_MS, ShortMemory } from "../../worker/profile/short-memory.ts";
import { MAX_TALKS, TALK_MS, talked, turnsOf } from "../../worker/profile/talks.ts";
import { DAY, MINUTE, message, objectOf, people, rows, someone, today } from "./people.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const advert = (at: number, turn: number): HistoryEntry => ({
  decision: crypto.randomUUID(),
  candidate: "c",
  purpose: "ads",
  at,
  topics: [],
  conversation: "c1",
  turn,
  reasons: [],
  rules: [],
  exploration: false,
});

/** One turn as the pipeline takes it: read, then learn. Answers the number of the turn. */
async function turn(who: Who, now: number, conversation = "c1"): Promise<number> {
  const one = message(now, { conversation });
  const view = await people.read(who, { now, messageId: one.messageId, conversation });
  expect(await people.observe(who, one)).toBe("learned");
  return view.turn;
}
const evict = async (who: Who) => evictDurableObject(await objectOf(who));
const stored = async (who: Who) => runInDurableObject(await objectOf(who), (_, state) => JSON.parse(rows(state)[0]?.body ?? "{}") as Profile);

describe("a slow conversation", () => {
  it("keeps counting its turns when the object is unloaded after each of them", async () => {
    const who = someone();
    const now = today();
    const turns = [];
    for (let minute = 0; minute < 6; minute += 1) {
      turns.push(await turn(who, now + minute * MINUTE));
      await evict(who);
    }
    expect(turns).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await people.read(who, { now: now + 6 * MINUTE, conversation: "c1" })).turn).toBe(6);
    expect((await people.read(who, { now: now + 6 * MINUTE, conversation: "c2" })).turn).toBe(1);
  });

  it("gets five turns past an advert, and counts on from it when memory knew of more turns than were learned from", async () => {
    const who = someone();
    const now = today();
    await turn(who, now);
    for (let index = 0; index < 3; index += 1) await people.read(who, { now, messageId: crypto.randomUUID(), conversation: "c1" });
    expect(await turn(who, now)).toBe(5);
    await people.decided(who, [advert(now, 5)]);
    const turns = [];
    for (let minute = 1; minute <= 5; minute += 1) {
      await evict(who);
      turns.push(await turn(who, now + minute * MINUTE));
    }
    expect(turns).toEqual([6, 7, 8, 9, 10]);
  });

  it.each([
    { after: SETTLED_MS - 1, next: 10 },
    { after: SETTLED_MS, next: 11 },
  ])("$after ms after the decision of turn 9 a learned message is followed by turn $next", async ({ after, next }) => {
    const who = someone();
    const now = today();
    await turn(who, now);
    await people.decided(who, [advert(now, 9)]);
    await evict(who);
    expect(await turn(who, now + after)).toBe(10);
    await evict(who);
    expect(await turn(who, now + after)).toBe(next);
  });

  it("costs no row and no write of its own; a repeated or refused message counts nothing", async () => {
    const who = someone();
    const now = today();
    const first = message(now);
    await people.observe(who, first);
    await evict(who);
    expect(await people.observeMeasured(who, message(now + MINUTE))).toEqual({ outcome: "learned", rowsWritten: 1, alarmSet: false });
    const before = await stored(who);
    expect(before.talks).toEqual([[(now + MINUTE) / MINUTE, expect.stringMatching(/^[\w-]{16}$/), 2]]);
    expect(await people.observe(who, first)).toBe("duplicate");
    await people.signal(who, { now: now + MINUTE, id: "s1", kind: "like", topics: ["227"] });
    await people.preferences(who, { personalisation: "paused" }, now + MINUTE);
    expect(await people.observe(who, message(now + MINUTE))).toBe("paused");
    expect((await stored(who)).talks).toEqual(before.talks);
  });

  it("is forgotten after a day, and swept away by the next alarm", async () => {
    vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);
    const who = someone();
    const now = today();
    for (const minute of [0, 0, 0]) await turn(who, now + minute);
    await evict(who);
    const ask = async (after: number) => (await people.read(who, { now: now + after, conversation: "c1" })).turn;
    expect([await ask(TALK_MS - 1), await ask(TALK_MS)]).toEqual([3, 1]);
    vi.useFakeTimers({ toFake: ["Date"], now: now + DAY });
    try {
      await runInDurableObject(await objectOf(who), (instance) => instance.alarm());
    } finally {
      vi.useRealTimers();
    }
    expect((await stored(who)).talks).toEqual([]);
  });

  it("is in the export, and gone after an erasure", async () => {
    vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);
    const who = someone();
    const now = today();
    await turn(who, now);
    await turn(who, now);
    const [, key] = (await stored(who)).talks?.[0] ?? [];
    expect((await people.export(who, now)).surfaces[0]?.conversations).toEqual([{ minute: new Date(now).toISOString(), key, turns: 2 }]);
    await people.erase(who, now);
    expect((await people.read(who, { now, conversation: "c1" })).turn).toBe(1);
    await runInDurableObject(await objectOf(who), (_, state) => expect(JSON.stringify(rows(state))).not.toContain(key));
  });

  it("a profile that was written before conversations were counted is read as it is", async () => {
    const who = someone();
    const now = today();
    await turn(who, now);
    const { talks: _, ...older } = await stored(who);
    await runInDurableObject(await objectOf(who), (_, { storage }) => {
      storage.sql.exec("UPDATE slots SET body = ? WHERE slot = 1", JSON.stringify(older));
    });
    await evict(who);
    expect([await turn(who, now), await turn(who, now)]).toEqual([1, 2]);
  });
});

describe("a suppressed turn", () => {
  it("leaves the bytes of a conversation that never had it", async () => {
    const now = today();
    const run = crypto.randomUUID();
    const id = { tenant: "demo", person: `${run}-root`, surface: "app" };
    const talk = async (name: string, suppressed: boolean) => {
      const object = () => env.PERSON.getByName(`${run}-${name}`);
      const ask = (at: number, id2: string) => object().read(id, { now: at, message: id2, conversation: "c", history: true });
      const learned = async (at: number, id2: string) => {
        await ask(at, id2);
        const { messageId: _, ...rest } = message(at);
        expect(await object().observe(id, { ...rest, message: id2, conversation: "c" })).toMatchObject({ outcome: "learned" });
      };
      await learned(now, "m1");
      await learned(now + MINUTE, "m2");
      if (suppressed) {
        await ask(now + 2 * MINUTE, "m3");
        await object().hush("c", now + 2 * MINUTE);
        for (const index of [1, 2, 3]) await ask(now + 3 * MINUTE, `quiet${index}`);
        await ask(now + 2 * MINUTE + HUSHED_MS, "m4");
      }
      await learned(now + 3 * MINUTE + HUSHED_MS, "m5");
      return runInDurableObject(object(), (_, state) => rows(state).filter(({ slot }) => slot === 1));
    };
    expect(await talk("with", true)).toEqual(await talk("without", false));
  });

  it("stays remembered for three turns when memory catches up with storage", () => {
    const memory = new ShortMemory();
    memory.hush("c", 0);
    const hushed = [7, 7, 7, 7].map((known) => [memory.turn("c", known), memory.isHushed("c", HUSHED_MS)]);
    expect(hushed).toEqual([
      [8, true],
      [9, true],
      [10, true],
      [11, false],
    ]);
  });
});

describe("conversations", () => {
  it("are four; the one unused for longest leaves", () => {
    const now = today();
    const counted = (names: string) => [...names].reduce<ReturnType<typeof talked>>((talks, name, index) => talked(talks, name, 0, now + index * MINUTE), []);
    const names = (talks: ReturnType<typeof talked>) => talks.map(([, name, turns]) => `${name}${turns}`).join(" ");
    expect(MAX_TALKS).toBe(4);
    expect(names(counted("aabcd"))).toBe("a2 b1 c1 d1");
    expect(names(counted("aabcde"))).toBe("b1 c1 d1 e1");
    expect(names(counted("aabcdae"))).toBe("c1 d1 a3 e1");
  });

  it("begin anew when they are forgotten, and take what is known from elsewhere", () => {
    const now = today();
    const talks = talked(talked([], "a", 0, now), "a", 4, now);
    expect(turnsOf(talks, "a", now)).toBe(5);
    expect(talked(talks, "b", 0, now + TALK_MS - 1)).toHaveLength(2);
    expect(talked(talks, "b", 0, now + TALK_MS)).toHaveLength(1);
    expect(turnsOf(talked(talks, "a", 0, now + TALK_MS), "a", now + TALK_MS)).toBe(1);
  });
});
