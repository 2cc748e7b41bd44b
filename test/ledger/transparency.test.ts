import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { closeDay, closeOpenDays, DAYS_PER_RUN, GRACE_MS, OPEN_DAYS } from "../../worker/ledger/close-day.ts";
import { type Cell, CROWD, publish, ROUNDING, shown } from "../../worker/ledger/crowd.ts";
import { LedgerFault } from "../../worker/ledger/fault.ts";
import { transparency } from "../../worker/ledger/transparency.ts";
import { DAY, decisionOf, deliver, reachOf, tallyOf, unique } from "./ledger.ts";

const TRAVEL = "653";
const FLIGHTS = "672";
const tier1 = (topic: string): string => (topic === FLIGHTS ? TRAVEL : topic);

/** A clock of its own for each story: a closed day cannot be opened again. */
let stories = 0;
const freshDay = (): number => Date.parse("2025-01-01T12:00:00Z") + stories++ * 40 * DAY;
/** The moment at which the day of `at` may be closed. */
const closing = (at: number, days = 0): number => at + days * DAY + DAY;

const crowd = (tenant: string, size: number, at: number, topics: readonly string[] = [TRAVEL]) =>
  Array.from({ length: size }, () => reachOf({ tenant, at, topics }));

async function deliverAll(changes: readonly unknown[]): Promise<void> {
  for (let from = 0; from < changes.length; from += 100) await deliver(changes.slice(from, from + 100));
}

const peopleOf = async (tenant: string | null, topic: string, now: number): Promise<number | undefined> =>
  (await transparency(env.DB, tenant, now)).reach.find((cell) => cell.topic === topic)?.people;

describe("one count", () => {
  for (const [count, told] of [
    [0, null],
    [CROWD - 1, null],
    [CROWD, 50],
    [59, 50],
    [60, 60],
    [1234, 1230],
  ] as const) {
    test(`${count} is told as ${told}`, () => expect(shown(count)).toBe(told));
  }
});

describe("reach", () => {
  for (const [size, told] of [
    [49, undefined],
    [50, 50],
    [69, 60],
  ] as const) {
    test(`${size} people are told as ${told}`, async () => {
      const tenant = unique("t");
      const at = freshDay();
      await deliverAll(crowd(tenant, size, at));
      await closeDay(env.DB, closing(at));
      expect(await peopleOf(tenant, TRAVEL, closing(at))).toBe(told);
    });
  }

  test("a person with three surfaces counts once", async () => {
    const tenant = unique("t");
    const at = freshDay();
    await deliverAll(crowd(tenant, 49, at).flatMap((change) => ["a", "b", "c"].map((surface) => ({ ...change, surface }))));
    await closeDay(env.DB, closing(at));
    expect(await peopleOf(tenant, TRAVEL, closing(at))).toBeUndefined();
  });

  test("nothing is told before the day is closed, and a closed day stands still", async () => {
    const tenant = unique("t");
    const at = freshDay();
    await deliverAll(crowd(tenant, 55, at));
    expect(await peopleOf(tenant, TRAVEL, at)).toBeUndefined();
    expect((await closeDay(env.DB, closing(at))).closed).toBe(true);
    const told = await transparency(env.DB, tenant, closing(at));
    await deliverAll(crowd(tenant, 200, at));
    expect((await closeDay(env.DB, closing(at) + 60_000)).closed).toBe(false);
    expect(await transparency(env.DB, tenant, closing(at))).toEqual(told);
  });

  for (const [more, told] of [
    [49, 50],
    [50, 100],
  ] as const) {
    test(`the day after, ${more} people more show ${told - 50} more`, async () => {
      const tenant = unique("t");
      const at = freshDay();
      await deliverAll(crowd(tenant, 55, at));
      await closeDay(env.DB, closing(at));
      await deliverAll(crowd(tenant, more, at + DAY));
      await closeDay(env.DB, closing(at, 1));
      expect(await peopleOf(tenant, TRAVEL, closing(at, 1))).toBe(told);
    });
  }

  test("all tenants together tell no more than each of them: a small one cannot be had by subtraction", async () => {
    const [big, small] = [unique("t"), unique("t")];
    const at = freshDay();
    // A topic of its own for this story: the sum goes over every tenant of the database.
    const topic = "432";
    await deliverAll([...crowd(big, 60, at, [topic]), ...crowd(small, 49, at, [topic])]);
    await closeDay(env.DB, closing(at));
    expect(await peopleOf(small, topic, closing(at))).toBeUndefined();
    expect(await peopleOf(big, topic, closing(at))).toBe(60);
    expect(await peopleOf(null, topic, closing(at))).toBe(60);
  });

  for (const [without, told] of [
    [49, undefined],
    [59, 60],
  ] as const) {
    test(`a leaf is told only when 50 hold its parent without it: ${without}`, async () => {
      const tenant = unique("t");
      const at = freshDay();
      await deliverAll([...crowd(tenant, 60, at, [FLIGHTS]), ...crowd(tenant, without, at, [TRAVEL])]);
      await closeDay(env.DB, closing(at));
      expect(await peopleOf(tenant, FLIGHTS, closing(at))).toBe(told);
      expect(await peopleOf(tenant, TRAVEL, closing(at))).toBe(Math.floor((60 + without) / 10) * 10);
    });
  }
});

for (const [without, hidden] of [
  [CROWD - 1, true],
  [CROWD, false],
] as const) {
  test(`a leaf that stands still is hidden while fewer than 50 truly hold its parent without it: ${without}`, () => {
    const first = publish(
      new Map(),
      new Map([
        [FLIGHTS, 60],
        [TRAVEL, 160],
      ]),
      "1",
      tier1,
    );
    const second = publish(
      first,
      new Map([
        [FLIGHTS, 100],
        [TRAVEL, 100 + without],
      ]),
      "2",
      tier1,
    );
    expect(second.get(FLIGHTS)).toEqual({ people: 60, basis: 60, hidden, day: "1" });
    expect(second.get(TRAVEL)).toEqual({ people: 160, basis: 160, hidden: false, day: "1" });
  });
}

describe("any two answers differ by nothing or by a crowd", () => {
  /** People of three kinds per day: with the leaf, with the parent only, and where the curve goes. */
  const days = fc.array(fc.record({ leaf: fc.nat(260), parentOnly: fc.nat(260) }), { minLength: 2, maxLength: 12 });

  test("the same cell on any two days, and a leaf within its parent on any day", () => {
    fc.assert(
      fc.property(days, (course) => {
        let cells: Map<string, Cell> = new Map();
        const told: Map<string, number>[] = [];
        for (const [at, { leaf, parentOnly }] of course.entries()) {
          const truth = new Map([
            [FLIGHTS, leaf],
            [TRAVEL, leaf + parentOnly],
          ]);
          cells = publish(cells, truth, String(at), tier1);
          const answer: Map<string, number> = new Map();
          for (const [topic, cell] of cells) {
            if (cell.hidden) continue;
            // Never below the crowd, by the number told and by the people behind it on that day.
            expect(truth.get(topic)).toBeGreaterThanOrEqual(CROWD);
            answer.set(topic, cell.people);
          }
          told.push(answer);
        }
        for (const answer of told) {
          for (const people of answer.values()) expect(people % ROUNDING === 0 && people >= CROWD).toBe(true);
          if (answer.has(FLIGHTS)) expect((answer.get(TRAVEL) ?? 0) - (answer.get(FLIGHTS) ?? 0)).toBeGreaterThanOrEqual(CROWD);
          for (const other of told) {
            for (const [topic, people] of answer) {
              const difference = Math.abs(people - (other.get(topic) ?? 0));
              expect(difference === 0 || difference >= CROWD).toBe(true);
            }
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("a moved value means that the true count moved by a crowd", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 2, maxLength: 20 }), (course) => {
        let cells: Map<string, Cell> = new Map();
        let lastMoved: number | null = null;
        for (const [at, count] of course.entries()) {
          const before = cells.get(TRAVEL)?.basis;
          cells = publish(cells, new Map([[TRAVEL, count]]), String(at), tier1);
          if (cells.get(TRAVEL)?.basis === before) continue;
          if (lastMoved !== null) expect(Math.abs(count - lastMoved)).toBeGreaterThanOrEqual(CROWD);
          lastMoved = count;
        }
      }),
    );
  });
});

describe("decisions of a day", () => {
  for (const [people, told] of [
    [49, undefined],
    [50, 50],
    [61, 60],
  ] as const) {
    test(`${people} people are told as ${told}, however many decisions each got`, async () => {
      const tenant = unique("t");
      const at = freshDay();
      const decided = Array.from({ length: people }, () => decisionOf({ tenant, at, topic: TRAVEL }));
      await deliverAll([...decided, ...decided.map((change) => ({ ...change, id: unique("d") }))]);
      await closeDay(env.DB, closing(at));
      const { decisions } = await transparency(env.DB, tenant, closing(at));
      expect(decisions).toEqual(told === undefined ? [] : [{ day: new Date(at).toISOString().slice(0, 10), purpose: "ads", topic: TRAVEL, people: told }]);
    });
  }
});

describe("outcomes of a day", () => {
  for (const [name, people, messages, told] of [
    ["enough of both", 50, 69, 60],
    ["too few messages", 50, 49, undefined],
    ["too few people behind many messages", 49, 500, undefined],
  ] as const) {
    test(name, async () => {
      const tenant = unique("t");
      const at = freshDay();
      const day = new Date(at).toISOString().slice(0, 10);
      await deliverAll([
        ...crowd(tenant, people, at),
        tallyOf({ tenant, day, counts: { sensitive: messages - 9 } }),
        tallyOf({ tenant, day, counts: { sensitive: 9 } }),
      ]);
      await closeDay(env.DB, closing(at));
      const { outcomes } = await transparency(env.DB, tenant, closing(at));
      expect(outcomes).toEqual(told === undefined ? [] : [{ day, code: "sensitive", messages: told }]);
    });
  }
});

describe("closing", () => {
  for (const [after, day] of [
    [GRACE_MS - 1, "2023-03-01"],
    [GRACE_MS, "2023-03-02"],
  ] as const) {
    test(`${after} ms after midnight the latest closed day is ${day}`, async () => {
      expect((await closeDay(env.DB, Date.parse("2023-03-03T00:00:00Z") + after)).day).toBe(day);
    });
  }

  test("days that no run came to close are closed later, each with its own numbers", async () => {
    const tenant = unique("t");
    const at = freshDay();
    const missed = [0, 1, 2].map((days) => at + days * DAY);
    await deliverAll(
      missed.flatMap((day, index) => crowd(tenant, 50 + 10 * index, day).map(({ person }) => decisionOf({ tenant, person, at: day, topic: TRAVEL }))),
    );
    const days = missed.map((day) => new Date(day).toISOString().slice(0, 10));
    const now = closing(at, 2);
    expect((await closeOpenDays(env.DB, now)).slice(0, 3)).toEqual(days.toReversed());
    const { closed, decisions } = await transparency(env.DB, tenant, now);
    expect(closed).toBe(days[2]);
    expect(decisions.map(({ day, people }) => [day, people])).toEqual(days.map((day, index) => [day, 50 + 10 * index]));
  });

  test("the people of today are not told as those of a missed day", async () => {
    const tenant = unique("t");
    const at = freshDay();
    await deliverAll(crowd(tenant, 55, at));
    await closeDay(env.DB, closing(at, 1), 1);
    expect(await peopleOf(tenant, TRAVEL, closing(at, 1))).toBeUndefined();
    await closeDay(env.DB, closing(at, 1));
    expect(await peopleOf(tenant, TRAVEL, closing(at, 1))).toBe(50);
  });

  test("a run closes seven days, newest first; the next ones do the rest, and nothing is left then", async () => {
    const now = closing(freshDay());
    const runs: number[] = [];
    const all: string[] = [];
    do {
      const closed = await closeOpenDays(env.DB, now);
      runs.push(closed.length);
      all.push(...closed);
    } while (runs.at(-1) !== 0);
    expect(runs).toEqual([DAYS_PER_RUN, DAYS_PER_RUN, DAYS_PER_RUN, DAYS_PER_RUN, OPEN_DAYS % DAYS_PER_RUN, 0]);
    expect(all).toEqual([...new Set(all)].sort().reverse());
    expect(all).toHaveLength(OPEN_DAYS);
  });

  test("of two at once one closes", async () => {
    const now = closing(freshDay());
    const both = await Promise.all([closeDay(env.DB, now), closeDay(env.DB, now)]);
    expect(both.map(({ closed }) => closed).sort()).toEqual([false, true]);
  });

  test("a failure leaves the day open", async () => {
    const now = closing(freshDay());
    const spy = vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1_ERROR: overloaded"));
    await expect(closeDay(env.DB, now)).rejects.toThrow(LedgerFault);
    spy.mockRestore();
    expect((await closeDay(env.DB, now)).closed).toBe(true);
  });
});
