import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { OPEN_DAYS } from "../../worker/ledger/close-day.ts";
import { nightly } from "../../worker/ledger/nightly.ts";
import { cleanUp, DECISION_MAX_AGE_DAYS, PUBLISHED_MAX_AGE_DAYS, REACH_MAX_AGE_DAYS, TALLY_MAX_AGE_DAYS } from "../../worker/ledger/retention.ts";
import { dayOf } from "../../worker/ledger/tally.ts";
import { DAY, decisionOf, deliver, erasedOf, heldAbout, reachOf, rows, tallyOf, unique } from "./ledger.ts";

// Far from the other files' clock: the clean-up looks at every row.
const NOW = Date.parse("2024-06-01T12:00:00Z");

describe("rows leave at their age, not before", () => {
  for (const [late, left] of [
    [0, 1],
    [1, 0],
  ] as const) {
    test(`${late} ms over`, async () => {
      const person = unique("p");
      await deliver([reachOf({ person, at: NOW - REACH_MAX_AGE_DAYS * DAY - late }), decisionOf({ person, at: NOW - DECISION_MAX_AGE_DAYS * DAY - late })]);
      await cleanUp(env.DB, NOW);
      expect(await heldAbout(person)).toEqual({ reach: left, decisions: left, tombstones: 0 });
    });
  }

  for (const [early, left] of [
    [1, 1],
    [0, 0],
  ] as const) {
    test(`a tombstone ${early} ms before its end`, async () => {
      const person = unique("p");
      await deliver([erasedOf(person, { at: NOW - 31 * DAY, until: NOW + early })]);
      await cleanUp(env.DB, NOW);
      expect((await heldAbout(person)).tombstones).toBe(left);
    });
  }

  for (const [age, left] of [
    [31 * DAY - 1, 1],
    [31 * DAY, 0],
  ] as const) {
    test(`a tombstone that a new start ended ${age} ms ago`, async () => {
      const person = unique("p");
      await deliver([erasedOf(person, { at: NOW - age, until: NOW - age })]);
      await cleanUp(env.DB, NOW);
      expect((await heldAbout(person)).tombstones).toBe(left);
    });
  }

  for (const [late, left] of [
    [0, 1],
    [1, 0],
  ] as const) {
    test(`a tally and a published day ${late} days over`, async () => {
      const [day, published] = [TALLY_MAX_AGE_DAYS, PUBLISHED_MAX_AGE_DAYS].map((age) => dayOf(NOW - (age + late) * DAY)) as [string, string];
      const tenant = unique("t");
      await deliver([tallyOf({ tenant, day })]);
      await env.DB.prepare("INSERT INTO published_days VALUES (?, ?, 'outcome', 'learned', 50)").bind(published, tenant).run();
      await cleanUp(env.DB, NOW);
      expect((await rows("SELECT 1 FROM tallies WHERE tenant = ?", tenant)).length).toBe(left);
      expect((await rows("SELECT 1 FROM published_days WHERE tenant = ?", tenant)).length).toBe(left);
    });
  }
});

/** Closes the days that were over at NOW, but for those so many days before the latest. */
const closeAllBut = async (open: readonly number[]): Promise<void> => {
  const days = Array.from({ length: OPEN_DAYS }, (_, ago) => ago).filter((ago) => !open.includes(ago));
  await env.DB.batch(days.map((ago) => env.DB.prepare("INSERT INTO closed_days VALUES (?, 0)").bind(dayOf(NOW - (1 + ago) * DAY))));
};

test("the nightly run closes the day and cleans up; the next hour's does neither", async () => {
  const person = unique("p");
  const old = reachOf({ person, at: NOW - (REACH_MAX_AGE_DAYS + 1) * DAY });
  await deliver([old]);
  await closeAllBut([0]);
  expect((await nightly(env.DB, NOW)).closed).toEqual(["2024-05-31"]);
  expect((await heldAbout(person)).reach).toBe(0);
  await deliver([old]);
  expect(await nightly(env.DB, NOW + 3_600_000)).toEqual({ closed: [], deleted: null });
  expect((await heldAbout(person)).reach).toBe(1);
});
