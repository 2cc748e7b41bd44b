/** From probabilities to labels, both sides of every threshold. */
import { describe, expect, test } from "vitest";
import labels from "../../model/artifact/labels.json";
import type { Labels, Thresholds } from "../../worker/classify/artifact.ts";
import { joinSensitive, LEXICON_SCORE, selectIntents, selectSensitive, selectTopics } from "../../worker/classify/select.ts";
import { INTENTS, SENSITIVE_CATEGORIES } from "../../worker/domain/vocabulary.ts";

const each = Object.fromEntries(SENSITIVE_CATEGORIES.map((category) => [category, 0.5]));
const thresholds = { leaf: 0.25, tier1: 0.5, intent: 0.5, sensitive: { ...each, any: 0.25 }, certain: 0.5 } as Thresholds;

/** Scores by name in a list of names, 0 for the rest; 32-bit floats, so thresholds here are sums of powers of two. */
const scores = (names: readonly string[], given: Readonly<Record<string, number>>) => Float32Array.from(names, (name) => given[name] ?? 0);
const TOPIC_IDS = labels.topics.map(({ id }) => id);
const CATEGORIES = [...SENSITIVE_CATEGORIES, "any"];
const topics = (given: Readonly<Record<string, number>>) =>
  selectTopics(scores(TOPIC_IDS, given), labels as Labels, thresholds).map(({ id, score }) => `${id} ${score}`);
const sensitive = (given: Readonly<Record<string, number>>) =>
  selectSensitive(scores(CATEGORIES, given), thresholds).map(({ category, score }) => `${category} ${score}`);

describe("topics", () => {
  test.each([
    ["nothing", {}, []],
    ["a leaf at its threshold brings its tier-1 node", { "672": 0.25 }, ["672 0.25", "653 0.25"]],
    ["a leaf below it", { "672": 0.125 }, []],
    ["a tier-1 node at its threshold", { "653": 0.5 }, ["653 0.5"]],
    ["a tier-1 node below it", { "653": 0.375 }, []],
    ["the leaf leads, its node follows at the leaf's score", { "672": 0.25, "653": 0.75 }, ["672 0.25", "653 0.25"]],
    ["two leaves of one node", { "672": 0.25, "668": 0.5 }, ["668 0.5", "653 0.5", "672 0.25"]],
    ["best first across nodes", { "672": 0.5, "216": 0.75, "483": 0.625 }, ["216 0.75", "210 0.75", "483 0.625", "672 0.5", "653 0.5"]],
  ])("%s", (_, given, expected) => {
    expect(topics(given)).toEqual(expected);
  });
});

test.each([
  ["best first, at the threshold and above", { plan: 0.75, book: 0.5, learn: 0.375 }, ["plan", "book"]],
  ["the best stands there in any case", { chat: 0.125, learn: 0.0625 }, ["chat"]],
])("intents: %s", (_, given, expected) => {
  expect(selectIntents(scores(INTENTS, given), thresholds).map(({ name }) => name)).toEqual(expected);
});

describe("sensitive", () => {
  test.each([
    ["nothing", {}, []],
    ["a category at its threshold", { health: 0.5 }, ["health 0.5"]],
    ["a category below it", { health: 0.375 }, []],
    ["only the head that asks for all: the likeliest beside it", { any: 0.25, health: 0.125, religion: 0.375 }, ["religion 0.375", "any 0.25"]],
    ["below it", { any: 0.125, health: 0.375 }, []],
    ["both", { any: 0.75, minor: 0.5 }, ["minor 0.5", "any 0.75"]],
  ])("%s", (_, given, expected) => {
    expect(sensitive(given)).toEqual(expected);
  });

  test.each([
    ["a category is", { health: 0.5 }, ["health true"]],
    ["any at the line is, and what stands beside it", { any: 0.5, religion: 0.375 }, ["religion true", "any true"]],
    ["any below the line is not", { any: 0.375, religion: 0.375 }, ["religion false", "any false"]],
    ["a category beside it is all the same", { any: 0.375, health: 0.5 }, ["health true", "any false"]],
  ])("certain: %s", (_, given, expected) => {
    expect(selectSensitive(scores(CATEGORIES, given), thresholds).map(({ category, certain }) => `${category} ${certain}`)).toEqual(expected);
  });

  test("the nets are joined: each category once with its best score, best first, certain where one net is", () => {
    const network = [
      { category: "health", score: 0.5, certain: false },
      { category: "any", score: 0.99, certain: true },
      { category: "minor", score: 0.97, certain: false },
      { category: "any", score: 0.3, certain: false },
    ] as const;
    expect(joinSensitive(network, ["health", "religion"])).toEqual([
      { category: "any", score: 0.99, certain: true },
      { category: "minor", score: 0.97, certain: false },
      { category: "health", score: LEXICON_SCORE, certain: true },
      { category: "religion", score: LEXICON_SCORE, certain: true },
    ]);
  });
});
