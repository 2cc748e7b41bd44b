import { describe, expect, test } from "vitest";
import { FIRST_STEP, weightAfter } from "../../worker/decision/fatigue.ts";
import { BASE, PARENT_DISCOUNT } from "../../worker/decision/relevance.ts";
import { BOOKS, candidate, DAY, FLIGHTS, HOTELS, ids, interest, MINUTE, NOW, other, ranked, SPORTS, shown, TRAVEL, view } from "./decision.ts";

const scoreOf = (id: string, result: ReturnType<typeof ranked>): number => result.picks.find((pick) => pick.id === id)?.score ?? Number.NaN;

describe("relevance", () => {
  const traveller = view({ interests: [interest(FLIGHTS, { score: 0.8 }), interest(TRAVEL, { score: 0.6 })] });

  test("an interest beats its tier-1 node, which beats nothing", () => {
    const result = ranked([candidate("none", { topics: [BOOKS] }), candidate("parent", { topics: [HOTELS] }), candidate("leaf", { topics: [FLIGHTS] })], {
      count: 3,
      view: traveller,
    });
    expect(ids(result)).toEqual(["leaf", "parent", "none"]);
    expect(result.picks.map(({ reasons }) => reasons[0])).toEqual([
      { kind: "interest", of: FLIGHTS, weight: 0.8 },
      { kind: "interest_parent", of: TRAVEL, weight: 0.6 * PARENT_DISCOUNT },
      { kind: "value", weight: BASE },
    ]);
    expect(result.picks.map(({ topic }) => topic)).toEqual([FLIGHTS, TRAVEL, BOOKS]);
  });

  test("value scales, in any unit", () => {
    const cheap = candidate("leaf", { topics: [FLIGHTS] });
    const dear = candidate("none", { topics: [BOOKS], value: 30 });
    expect(ids(ranked([cheap, dear], { view: traveller }))).toEqual(["none"]);
    expect(ids(ranked([cheap, { ...dear, value: 2 }], { view: traveller }))).toEqual(["leaf"]);
  });

  test("an intent that the candidate answers lifts a topic match, and does little alone", () => {
    const buyer = { ...traveller, intents: [{ name: "book" as const, score: 0.9 }] };
    const result = ranked(
      [
        candidate("leaf", { topics: [FLIGHTS] }),
        candidate("leaf-book", { topics: [FLIGHTS], intents: ["book"] }),
        candidate("book", { topics: [BOOKS], intents: ["book"] }),
      ],
      { count: 3, view: buyer },
    );
    expect(ids(result)).toEqual(["leaf-book", "leaf", "book"]);
    expect(result.picks[0]?.reasons).toContainEqual({ kind: "intent", of: "book", weight: 0.9 });
  });

  test("this message counts before anything is stored, also for nobody in particular", () => {
    const message = { topics: [{ id: SPORTS, score: 0.9 }], intents: [] };
    for (const who of [view(), null]) {
      const result = ranked([candidate("a", { topics: [BOOKS] }), candidate("b", { topics: [SPORTS] })], { view: who, message });
      expect(ids(result)).toEqual(["b"]);
      expect(result.picks[0]?.reasons).toEqual([{ kind: "message", of: SPORTS, weight: 0.9 }]);
    }
  });

  for (const name of ["own", "dislike"] as const) {
    test(`a message of somebody who says "${name}" is no reason to show more of it`, () => {
      const message = { topics: [{ id: SPORTS, score: 0.9 }], intents: [{ name, score: 1 }] };
      const result = ranked([candidate("a", { topics: [BOOKS] }), candidate("b", { topics: [SPORTS] })], { count: 2, message });
      expect(scoreOf("a", result)).toBe(scoreOf("b", result));
    });
  }

  test("a boosted topic says so", () => {
    const fan = view({ interests: [interest(FLIGHTS)], preferences: { boosted: [TRAVEL] } });
    expect(ranked([candidate("a", { topics: [FLIGHTS] })], { view: fan }).picks[0]?.reasons.map(({ kind }) => kind)).toEqual(["interest", "boosted"]);
  });

  for (const [name, who] of [
    ["a minor or a protected person", null],
    ["personalisation off", view({ interests: [interest(FLIGHTS)], intents: [{ name: "book", score: 1 }], preferences: { personalisation: "off" } })],
    ["an erased person", view({ status: "erased", interests: [interest(FLIGHTS)] })],
  ] as const) {
    test(`${name}: the profile has no say`, () => {
      const result = ranked([candidate("a", { topics: [FLIGHTS], intents: ["book"] }), candidate("b", { topics: [BOOKS] })], { count: 2, view: who });
      expect(scoreOf("a", result)).toBe(scoreOf("b", result));
    });
  }

  test("paused keeps the profile in use", () => {
    const who = view({ interests: [interest(FLIGHTS)], preferences: { personalisation: "paused" } });
    expect(ranked([candidate("a", { topics: [FLIGHTS] })], { view: who }).picks[0]?.reasons[0]?.kind).toBe("interest");
  });

  test("a candidate without topics counts as what its words are about", () => {
    const result = ranked([candidate("a", { found: [TRAVEL, FLIGHTS] })], { view: traveller });
    expect(result.picks[0]).toMatchObject({ topic: FLIGHTS, topics: [FLIGHTS] });
  });
});

describe("fatigue climbs back slowly", () => {
  const rest = { silentDays: 14, climbDays: 28 };
  for (const [days, weight] of [
    [0, 0],
    [13.9, 0],
    [14, FIRST_STEP],
    [28, FIRST_STEP + (1 - FIRST_STEP) / 2],
    [42, 1],
    [90, 1],
  ] as const) {
    test(`${days} days after: ${weight}`, () => expect(weightAfter(days * DAY, rest)).toBeCloseTo(weight, 10));
  }

  test("the score is lowered by it, once for each dismissal", () => {
    const dismissed = (times: number) =>
      view({ history: Array.from({ length: times }, () => shown("a", { at: NOW - 20 * DAY, dismissedAt: NOW - 10 * DAY })) });
    const [none, one, two] = [0, 1, 2].map((times) => scoreOf("a", ranked([candidate("a")], { view: dismissed(times) }))) as [number, number, number];
    expect(one / none).toBeCloseTo(weightAfter(10 * DAY, { silentDays: 3, climbDays: 14 }), 10);
    expect(two / one).toBeCloseTo(one / none, 10);
  });
});

describe("an answer obeys its own caps", () => {
  test("no campaign more often than an hour allows", () => {
    const all = Array.from({ length: 6 }, (_, at) => candidate(`a${at}`, { topics: [other(at)], campaign: "k" }));
    const result = ranked(all, { count: 6 });
    expect(result.picks.length).toBe(2);
    expect([...new Set(result.refused.values())]).toEqual(["campaign_cap"]);
  });

  test("no topic over half once the free ones are used", () => {
    const all = [
      ...Array.from({ length: 8 }, (_, at) => candidate(`f${at}`, { topics: [FLIGHTS], value: 9 })),
      ...Array.from({ length: 8 }, (_, at) => candidate(`o${at}`, { topics: [other(at)] })),
    ];
    const result = ranked(all, { count: 14, purpose: "content" });
    const ofFlights = result.picks.filter(({ topics }) => topics.includes(FLIGHTS)).length;
    expect(ofFlights).toBeLessThanOrEqual(7);
    expect(result.picks.length).toBe(14);
  });
});

test("what resembles the first pick stands back behind something else", () => {
  const who = view({ interests: [interest(FLIGHTS, { score: 0.8 }), interest(HOTELS, { score: 0.75 }), interest(SPORTS, { score: 0.6 })] });
  const all = [candidate("f", { topics: [FLIGHTS] }), candidate("h", { topics: [HOTELS] }), candidate("s", { topics: [SPORTS] })];
  expect(ids(ranked(all, { count: 3, view: who }))).toEqual(["f", "s", "h"]);
});

describe("exploration", () => {
  const all = [candidate("best", { topics: [FLIGHTS] }), ...Array.from({ length: 9 }, (_, at) => candidate(`c${at}`, { topics: [BOOKS] }))];
  const who = view({ interests: [interest(FLIGHTS)] });
  const explored = (seed: string, explorationShare?: number) =>
    ranked(all, { view: who, seed, ...(explorationShare === undefined ? {} : { explorationShare }) }).picks[0];

  test("the same seed explores the same way", () => {
    for (const seed of ["a", "b", "c", "d"]) expect(explored(seed, 0.5)).toEqual(explored(seed, 0.5));
  });

  test("its share is about what was asked for, is logged, and reaches every candidate", () => {
    const picks = Array.from({ length: 2000 }, (_, at) => explored(`seed-${at}`, 0.2));
    const share = picks.filter((pick) => pick?.exploration).length / picks.length;
    expect(share).toBeGreaterThan(0.17);
    expect(share).toBeLessThan(0.23);
    expect(picks.every((pick) => pick?.exploration === (pick?.reasons[0]?.kind === "exploration"))).toBe(true);
    expect(new Set(picks.filter((pick) => pick?.exploration).map((pick) => pick?.id)).size).toBe(10);
  });

  test("never shows what a rule refuses", () => {
    const refusing = view({ preferences: { blocked: [BOOKS] } });
    for (let at = 0; at < 50; at++) expect(ids(ranked(all, { view: refusing, seed: `s${at}`, explorationShare: 1 }))).toEqual(["best"]);
  });

  test("not without a person", () => {
    for (let at = 0; at < 50; at++) expect(ranked(all, { view: null, seed: `s${at}`, explorationShare: 1 }).picks[0]?.exploration).toBe(false);
  });
});

describe("when only the person's choices may be used", () => {
  const all = [candidate("f", { topics: [FLIGHTS], intents: ["purchase"] }), candidate("b", { topics: [BOOKS] })];
  const who = (over: Parameters<typeof view>[0] = {}) => view({ interests: [interest(FLIGHTS)], intents: [{ name: "purchase", score: 0.9 }], ...over });
  const choicesOnly = (over: Parameters<typeof view>[0] = {}, more: Parameters<typeof ranked>[1] = {}) =>
    ranked(all, { purpose: "content", view: who(over), choicesOnly: true, count: 2, ...more });

  test("it ranks as for nobody: no interest, intent or boost, and no chance", () => {
    const nobody = ranked(all, { purpose: "content", view: null, count: 2 }).picks;
    expect(choicesOnly({ preferences: { boosted: [FLIGHTS] } }).picks).toEqual(nobody);
    for (let at = 0; at < 20; at++) expect(choicesOnly({}, { seed: `s${at}`, explorationShare: 1 }).picks).toEqual(nobody);
  });

  test("an interest that is not ripe yet keeps nothing away either", () => {
    const unripe = { interests: [interest(FLIGHTS, { usable: false })] };
    expect(ids(choicesOnly(unripe, { purpose: "ads" }))).toEqual(["b", "f"]);
  });

  test.each([
    ["a blocked topic", { preferences: { blocked: [FLIGHTS] } }, ["b"]],
    ["a purpose that is off", { preferences: { purposes: { ads: true, content: false, groups: true } } }, []],
    ["a sensitive turn before", { hushed: true }, []],
    ["how often it was shown", { history: [1, 2].map((minute) => shown("f", { purpose: "content", at: NOW - minute * MINUTE })) }, ["b"]],
    ["that it was waved away", { history: [shown("f", { notInterestedAt: NOW - DAY, at: NOW - 2 * DAY })] }, ["b"]],
  ])("%s holds", (_, over, expected) => {
    expect(ids(choicesOnly(over))).toEqual(expected);
  });
});

test("nothing to choose from, and nothing wanted", () => {
  expect(ranked([])).toEqual({ picks: [], refused: new Map() });
  expect(ranked([candidate("a")], { count: 0 }).picks).toEqual([]);
});
