import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { LedgerChange } from "../../worker/domain/ledger-change.ts";
import { TOPICS } from "../../worker/domain/topics.ts";
import { ALONE_FROM_ATTEMPT } from "../../worker/ledger/consumer.ts";
import { DAY, decisionOf, deliver, erasedOf, heldAbout, NOW, reachOf, rows, tallyOf, unique } from "./ledger.ts";

const INELIGIBLE = TOPICS.find(({ eligible }) => !eligible)?.id ?? "";

const topicsOf = async (person: string) =>
  (await rows<{ topics: string }>("SELECT topics FROM reach WHERE person = ? ORDER BY surface", person)).map(({ topics }) => JSON.parse(topics) as string[]);

describe("twice delivered is once stored", () => {
  test("a change of each kind, in one delivery and in two", async () => {
    const person = unique("p");
    const tally = tallyOf();
    const all = [reachOf({ person }), decisionOf({ person }), tally];
    const first = await deliver([...all, ...all]);
    const second = await deliver(all);
    expect(first.report).toEqual({ stored: 6, malformed: 0, retried: 0 });
    expect(second.acked).toEqual(["0", "1", "2"]);
    expect(await heldAbout(person)).toEqual({ reach: 1, decisions: 1, tombstones: 0 });
    expect(await rows("SELECT counts FROM tallies WHERE batch = ?", tally.id)).toEqual([{ counts: '{"learned":3}' }]);
  });

  test("one change writes one row", async () => {
    for (const change of [reachOf(), decisionOf(), tallyOf()]) {
      const spy = vi.spyOn(env.DB, "batch");
      await deliver([change]);
      const results = (await spy.mock.results[0]?.value) as D1Result[];
      spy.mockRestore();
      expect(results.map((result) => result.meta.rows_written)).toEqual([1]);
    }
  });
});

describe("an older sequence never overwrites a newer one", () => {
  for (const [name, sequences, last] of [
    ["in order", [1, 2], ["653", "672"]],
    ["reversed", [2, 1], ["653", "672"]],
    ["the same again with other topics", [2, 2], ["653", "672"]],
  ] as const) {
    test(name, async () => {
      const person = unique("p");
      const topics = { 1: ["42"], 2: ["672"] };
      await deliver([reachOf({ person, sequence: sequences[0], topics: topics[sequences[0]] })]);
      await deliver([reachOf({ person, sequence: sequences[1], topics: sequences[0] === sequences[1] ? ["1"] : topics[sequences[1]] })]);
      expect(await topicsOf(person)).toEqual([last]);
    });
  }

  test("surfaces keep their own sequence", async () => {
    const person = unique("p");
    await deliver([reachOf({ person, surface: "a", sequence: 9, topics: ["42"] }), reachOf({ person, surface: "b", sequence: 1, topics: ["1"] })]);
    expect(await topicsOf(person)).toEqual([["42"], ["1"]]);
  });
});

describe("topics are stored as they may be counted", () => {
  for (const [name, given, stored] of [
    ["a leaf brings its tier-1 node", ["672"], ["653", "672"]],
    ["a tier-1 node stands alone", ["653"], ["653"]],
    ["twice is once", ["672", "672", "653"], ["653", "672"]],
    ["unknown ids are dropped", ["nope", "672"], ["653", "672"]],
    ["ineligible topics are dropped", [INELIGIBLE], []],
    ["nothing stays nothing", [], []],
  ] as const) {
    test(name, async () => {
      const person = unique("p");
      await deliver([reachOf({ person, topics: given })]);
      expect(await topicsOf(person)).toEqual([stored]);
    });
  }
});

describe("an erased person never comes back", () => {
  const until = NOW + 31 * DAY;

  test("erasing deletes rows of every surface and leaves the tombstone", async () => {
    const person = unique("p");
    await deliver([reachOf({ person, surface: "a" }), reachOf({ person, surface: "b" }), decisionOf({ person }), decisionOf({ person })]);
    await deliver([erasedOf(person)]);
    expect(await heldAbout(person)).toEqual({ reach: 0, decisions: 0, tombstones: 1 });
  });

  for (const [at, held] of [
    [NOW - DAY, 0],
    [until - 1, 0],
    [until, 1],
  ] as const) {
    test(`a change from ${at - NOW} ms after it is ${held ? "kept" : "refused"}`, async () => {
      const person = unique("p");
      await deliver([erasedOf(person)]);
      await deliver([reachOf({ person, at, sequence: 99 }), decisionOf({ person, at })]);
      expect(await heldAbout(person)).toEqual({ reach: held, decisions: held, tombstones: 1 });
    });
  }

  test("an older erasure never shortens a newer one", async () => {
    const person = unique("p");
    await deliver([erasedOf(person, { at: NOW + DAY, until: until + DAY }), erasedOf(person)]);
    expect(await rows("SELECT at, until FROM tombstones WHERE person = ?", person)).toEqual([{ at: NOW + DAY, until: until + DAY }]);
  });

  test("a late copy of the erasure leaves the person's new start alone", async () => {
    const person = unique("p");
    const erased = erasedOf(person);
    await deliver([erased, reachOf({ person, at: until }), erased]);
    expect((await heldAbout(person)).reach).toBe(1);
  });

  test("whatever the order and however often, nothing from before the erasure survives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 14 }), async (schedule) => {
        const person = unique("p");
        const changes: LedgerChange[] = [
          reachOf({ person, sequence: 1 }),
          reachOf({ person, sequence: 2, surface: "x" }),
          decisionOf({ person }),
          erasedOf(person),
          reachOf({ person, sequence: 3, at: NOW + DAY }),
          decisionOf({ person, at: NOW + DAY }),
        ];
        const picked = [...schedule, 3].flatMap((at) => changes[at] ?? []);
        await deliver(picked.slice(0, 5));
        await deliver(picked.slice(5));
        expect(await heldAbout(person)).toEqual({ reach: 0, decisions: 0, tombstones: 1 });
      }),
      { numRuns: 25 },
    );
  });
});

describe("a new start ends an erasure early", () => {
  const start = NOW + DAY;
  const started = (person: string) => erasedOf(person, { at: start, until: start });

  for (const [at, held] of [
    [NOW - 1, 0],
    [start - 1, 0],
    [start, 1],
  ] as const) {
    test(`a change from ${at - start} ms after it is ${held ? "kept" : "refused"}`, async () => {
      const person = unique("p");
      await deliver([erasedOf(person), started(person), reachOf({ person, at, sequence: 99 }), decisionOf({ person, at })]);
      expect(await heldAbout(person)).toEqual({ reach: held, decisions: held, tombstones: 1 });
    });
  }

  test("another erasure after it keeps the person out again", async () => {
    const person = unique("p");
    const again = erasedOf(person, { at: start + DAY, until: start + 32 * DAY });
    await deliver([erasedOf(person), started(person), reachOf({ person, at: start }), again, started(person)]);
    await deliver([reachOf({ person, at: start, sequence: 2 }), reachOf({ person, at: start + 2 * DAY, sequence: 3 })]);
    expect(await heldAbout(person)).toEqual({ reach: 0, decisions: 0, tombstones: 1 });
  });

  test("whatever the order and however often: nothing from before it survives, and what comes after it stays", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 10 }),
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 10 }),
        async (before, after) => {
          const person = unique("p");
          const changes: LedgerChange[] = [
            reachOf({ person, sequence: 1 }),
            decisionOf({ person }),
            reachOf({ person, sequence: 2, at: start - 1, surface: "x" }),
            erasedOf(person),
            started(person),
            reachOf({ person, sequence: 3, at: start }),
            decisionOf({ person, at: start, id: "d" }),
          ];
          await deliver([...before, 4, 5, 6, ...after].flatMap((at) => changes[at] ?? []));
          expect(await rows("SELECT surface, at FROM reach WHERE person = ?", person)).toEqual([{ surface: "", at: start }]);
          expect(await rows("SELECT id FROM decisions WHERE person = ?", person)).toEqual([{ id: "d" }]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe("malformed messages are dropped and counted", () => {
  for (const [name, body] of [
    ["nothing", null],
    ["a string", "reach"],
    ["an unknown kind", { kind: "message", text: "hello" }],
    ["a missing field", { ...reachOf(), person: undefined }],
    ["a topic list that is a string", { ...reachOf(), topics: "672" }],
    ["a negative sequence", { ...reachOf(), sequence: -1 }],
    ["an unknown purpose", { ...decisionOf(), purpose: "resale" }],
    ["an unknown code", { ...tallyOf(), counts: { nosuch: 1 } }],
    ["a day that is none", { ...tallyOf(), day: "2026-13-40" }],
    ["a fraction", { ...tallyOf(), counts: { learned: 1.5 } }],
  ] as const) {
    test(name, async () => {
      const person = unique("p");
      const { report, acked, retried } = await deliver([body, reachOf({ person })]);
      expect(report).toEqual({ stored: 1, malformed: 1, retried: 0 });
      expect(acked).toEqual(["0", "1"]);
      expect(retried).toEqual([]);
      expect((await heldAbout(person)).reach).toBe(1);
    });
  }
});

describe("D1 fails", () => {
  test("every message is retried, none acknowledged, nothing half stored; the next delivery stores all", async () => {
    const person = unique("p");
    const changes = [reachOf({ person }), decisionOf({ person }), decisionOf({ person })];
    const spy = vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1_ERROR: Network connection lost."));
    const failed = await deliver(changes);
    spy.mockRestore();
    expect(failed).toEqual({ report: { stored: 0, malformed: 0, retried: 3 }, acked: [], retried: ["0", "1", "2"] });
    expect(await heldAbout(person)).toEqual({ reach: 0, decisions: 0, tombstones: 0 });
    expect((await deliver(changes, 2)).acked).toEqual(["0", "1", "2"]);
    expect(await heldAbout(person)).toEqual({ reach: 1, decisions: 2, tombstones: 0 });
  });

  for (const attempts of [ALONE_FROM_ATTEMPT - 1, ALONE_FROM_ATTEMPT]) {
    test(`one change that D1 refuses ${attempts < ALONE_FROM_ATTEMPT ? "holds its neighbours up" : "stands alone"} at try ${attempts}`, async () => {
      await env.DB.exec("ALTER TABLE tallies RENAME TO gone");
      const person = unique("p");
      const { acked, retried } = await deliver([tallyOf(), reachOf({ person })], attempts).finally(() => env.DB.exec("ALTER TABLE gone RENAME TO tallies"));
      const alone = attempts >= ALONE_FROM_ATTEMPT;
      expect(acked).toEqual(alone ? ["1"] : []);
      expect(retried).toEqual(alone ? ["0"] : ["0", "1"]);
      expect((await heldAbout(person)).reach).toBe(alone ? 1 : 0);
    });
  }
});
