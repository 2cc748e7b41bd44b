import { describe, expect, test } from "vitest";
import { live } from "../../scripts/simulation/live.ts";
import { inventory } from "../../scripts/simulation/market.ts";
import { measure } from "../../scripts/simulation/measure.ts";
import { KINDS, population } from "../../scripts/simulation/people.ts";
import { plot } from "../../scripts/simulation/plot.ts";
import { promises } from "../../scripts/simulation/promises.ts";
import { RANKERS } from "../../scripts/simulation/rankers.ts";

/** Thirty people instead of a thousand: the promises are not about averages. */
const SHARE = 0.03;

function run(seed: string) {
  const people = population(seed, SHARE);
  const of = (ranker: keyof typeof RANKERS) => measure(people.map((person) => live(person, RANKERS[ranker], inventory(seed), seed)));
  return { inkling: of("inkling"), greedy: of("greedy"), random: of("random") };
}

for (const seed of ["one", "two"]) {
  describe(`the promises hold for the people of seed "${seed}"`, () => {
    const measures = run(seed);
    for (const { what, kept, found } of promises(measures)) test(`${what}: ${found}`, () => expect(kept).toBe(true));

    test("and a ranker without rules breaks them", () => {
      const { greedy } = measures;
      for (const broken of [greedy.afterBuying, greedy.afterBlocking, greedy.whenHushed, greedy.tooSoon]) expect(broken).toBeGreaterThan(0);
      expect(promises({ ...measures, inkling: greedy }).filter(({ kept }) => !kept).length).toBeGreaterThan(4);
    });
  });
}

test("the same seed is the same world, whoever chooses", () => {
  const [once, again] = [population("one", 0.01), population("one", 0.01)];
  expect(again).toEqual(once);
  expect(population("two", 0.01)).not.toEqual(once);
  const inventoried = inventory("one");
  const lives = (people: typeof once) => people.map((person) => live(person, RANKERS.inkling, inventoried, "one"));
  expect(lives(again)).toEqual(lives(once));
  expect(Object.values(KINDS).reduce((sum, size) => sum + size, 0)).toBe(1000);
});

test("the plot draws each ranker in each panel", () => {
  const some = measure(population("one", 0.01).map((person) => live(person, RANKERS.random, inventory("one"), "one")));
  expect(plot({ inkling: some, greedy: some, random: some }).match(/<polyline/g)?.length).toBe(6);
});
