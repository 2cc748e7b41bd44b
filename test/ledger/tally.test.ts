import { describe, expect, test } from "vitest";
import { parseChange } from "../../worker/ledger/change-schema.ts";
import { TALLY_MAX_AGE_MS, TALLY_MAX_EVENTS, Tally } from "../../worker/ledger/tally.ts";
import { deliver, NOW, rows } from "./ledger.ts";

const contents = (parcels: ReturnType<Tally["flush"]>) => parcels.map(({ tenant, day, counts }) => ({ tenant, day, counts }));

describe("a parcel is due", () => {
  for (const [events, due] of [
    [TALLY_MAX_EVENTS - 1, false],
    [TALLY_MAX_EVENTS, true],
  ] as const) {
    test(`after ${events} events: ${due}`, () => {
      const tally = new Tally();
      let sent = 0;
      for (let n = 0; n < events; n++) sent += tally.count("demo", "learned", NOW).length;
      expect(sent).toBe(due ? 1 : 0);
      expect(tally.flush().length).toBe(due ? 0 : 1);
    });
  }

  for (const [age, due] of [
    [TALLY_MAX_AGE_MS - 1, false],
    [TALLY_MAX_AGE_MS, true],
  ] as const) {
    test(`${age} ms after its first event: ${due}`, () => {
      const tally = new Tally();
      tally.count("demo", "region", NOW);
      expect(tally.count("demo", "region", NOW + age).length).toBe(due ? 1 : 0);
    });
  }

  test("its age starts again with the first event after a flush", () => {
    const tally = new Tally();
    tally.count("demo", "learned", NOW);
    tally.flush();
    expect(tally.count("demo", "learned", NOW + 2 * TALLY_MAX_AGE_MS)).toEqual([]);
  });
});

test("one parcel a tenant and day, each code counted", () => {
  const tally = new Tally();
  const midnight = Date.parse("2026-11-21T00:00:00Z");
  for (const [tenant, code, at] of [
    ["a", "learned", midnight - 1],
    ["a", "sensitive", midnight - 1],
    ["a", "sensitive", midnight - 1],
    ["b", "learned", midnight - 1],
    ["a", "learned", midnight],
  ] as const) {
    tally.count(tenant, code, at);
  }
  expect(contents(tally.flush())).toEqual([
    { tenant: "a", day: "2026-11-20", counts: { learned: 1, sensitive: 2 } },
    { tenant: "b", day: "2026-11-20", counts: { learned: 1 } },
    { tenant: "a", day: "2026-11-21", counts: { learned: 1 } },
  ]);
  expect(tally.flush()).toEqual([]);
});

test("two parcels of the same content are two parcels, one parcel twice is one", async () => {
  const tally = new Tally();
  const tenant = crypto.randomUUID();
  const parcels = [1, 2].flatMap(() => {
    tally.count(tenant, "duplicate", NOW);
    return tally.flush();
  });
  expect(parcels.map(parseChange)).toEqual(parcels);
  await deliver([...parcels, ...parcels]);
  expect(await rows("SELECT sum(counts ->> 'duplicate') AS n FROM tallies WHERE tenant = ?", tenant)).toEqual([{ n: 2 }]);
});
