import { describe, expect, test } from "vitest";
import page from "../../docs/combinations.md?raw";
import { topicById } from "../../worker/domain/topics.ts";
import { LANGUAGES } from "../../worker/domain/vocabulary.ts";
import { COMBINATIONS, type Combination } from "../../worker/suppress/combinations.ts";
import { profileSafe } from "../../worker/suppress/profile-safe.ts";
import { coarser, effectsOn } from "../../worker/suppress/risk.ts";
import { combinationsPage } from "./combinations-page.ts";

const ENTRIES = COMBINATIONS.map((entry) => [entry.why, entry] as const);

test("stands in docs/combinations.md as it is", () => {
  expect(page === combinationsPage(), "docs/combinations.md is stale: run node scripts/generate-combinations.ts").toBe(true);
});

describe.each(ENTRIES)("%s", (_, { all, of, languages, countries, why }) => {
  /** Where the entry holds. */
  const setting = { language: languages?.[0] ?? "en", country: countries?.[0] ?? "US" } as const;

  test("names topics of the taxonomy, and touches one of those that meet it", () => {
    expect([...all.flat(), ...of].filter((id) => topicById(id) === undefined)).toEqual([]);
    expect(all.flat().some((id) => of.includes(id))).toBe(true);
    expect(why.length).toBeGreaterThan(20);
  });

  test("holds when every part is there", () => {
    const every = effectsOn(all.flat(), setting);
    expect(of.filter((id) => all.flat().includes(id) && !every.has(id))).toEqual([]);
  });

  test("breaks up when its touched topics are gone", () => {
    const left = all.flat().filter((id) => !of.includes(id));
    expect([...effectsOn(left, setting).keys()].filter((id) => of.includes(id))).toEqual([]);
  });
});

test.each(ENTRIES.filter(([, { languages }]) => languages !== undefined))("only in its languages: %s", (_, { all, languages, countries }) => {
  const other = LANGUAGES.find((language) => !languages?.includes(language)) ?? null;
  for (const language of [other, null]) expect(effectsOn(all.flat(), { language, country: countries?.[0] ?? "US" }).size).toBe(0);
});

test.each(ENTRIES.filter(([, { countries }]) => countries !== undefined))("only in its countries: %s", (_, { all, languages }) => {
  for (const country of ["JP", null]) expect(effectsOn(all.flat(), { language: languages?.[0] ?? "en", country }).size).toBe(0);
});

test("no reason stands twice", () => {
  expect(new Set(COMBINATIONS.map(({ why }) => why)).size).toBe(COMBINATIONS.length);
});

test("drop beats coarsen, in whatever order the entries stand", () => {
  const entry = (effect: Combination["effect"]): Combination => ({ all: [["672"]], effect, of: ["672"], spells: "religion", why: "" });
  for (const table of [
    [entry("drop"), entry("coarsen")],
    [entry("coarsen"), entry("drop")],
  ])
    expect(effectsOn(["672"], { language: "en", country: "US" }, table).get("672")).toBe("drop");
});

test("touches only what is there, and nothing that no rule names", () => {
  expect([...effectsOn(["397", "127"], { language: "en", country: "US" })]).toEqual([
    ["397", "coarsen"],
    ["127", "coarsen"],
  ]);
  expect([...effectsOn(["672", "999999"], { language: "en", country: "US" })]).toEqual([]);
});

test.each([
  ["a leaf stands for its tier-1 node", ["146", "684"], ["146"]],
  ["the tier-1 node stands for itself", ["146", "680"], ["146"]],
  ["the tier-1 node of another leaf does not", ["146", "672"], []],
])("%s", (_, topics, touched) => {
  expect([...effectsOn(topics, { language: "en", country: "US" }).keys()]).toEqual(touched);
});

test.each([
  ["672", "653"],
  ["653", null],
  ["nope", null],
])("coarser than %s is %s", (id, expected) => {
  expect(coarser(id)).toBe(expected);
});

describe("profile", () => {
  const interest = (topic: string, score = 0.5) => ({ topic, score });
  const left = (topics: readonly string[], country: string | null = "US") =>
    profileSafe(
      topics.map((topic) => interest(topic)),
      { country },
    ).map(({ topic }) => topic);

  test.each([
    ["an empty profile", [], "US", []],
    ["harmless interests stay, in order", ["672", "275", "653"], "US", ["672", "275", "653"]],
    ["harmless alone, telling together: the leaf becomes its tier-1 node", ["397", "127", "672"], "US", ["391", "123", "672"]],
    ["the tier-1 node is not doubled", ["391", "397", "127"], "US", ["391", "123"]],
    ["not doubled when it comes later either", ["397", "127", "391"], "US", ["391", "123"]],
    ["two leaves of one node leave one node", ["406", "397"], "US", ["391"]],
    ["dropped where it is forbidden", ["179", "672"], "SA", ["672"]],
    ["kept where it is not", ["179", "672"], "US", ["179", "672"]],
    ["kept where nobody says where", ["179", "672"], null, ["179", "672"]],
    ["an ineligible topic from an older label list", ["211", "672"], "US", ["210", "672"]],
    ["an ineligible one whose parent is forbidden as well", ["211", "672"], "SA", ["672"]],
    ["a topic that the taxonomy lacks", ["999999", "672"], "US", ["672"]],
  ])("%s", (_, topics, country, expected) => {
    expect(left(topics, country)).toEqual(expected);
  });

  test("everything else of an interest comes through, the input is left alone", () => {
    const given = [
      { topic: "397", score: 0.7, count: 3 },
      { topic: "127", score: 0.2, count: 1 },
    ];
    expect(profileSafe(given, { country: null })).toEqual([
      { topic: "391", score: 0.7, count: 3 },
      { topic: "123", score: 0.2, count: 1 },
    ]);
    expect(given[0]?.topic).toBe("397");
  });
});
