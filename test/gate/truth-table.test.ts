/** Every combination of what can speak for and against: the strictest speaks. */
import { expect, it } from "vitest";
import type { GateInput } from "../../worker/gate/facts.ts";
import { gate } from "../../worker/gate/gate.ts";
import { NOW } from "./facts.ts";
import { contentUs, gppOf, tcfOf } from "./strings.ts";

type Code = "region" | "minor" | "signal" | "not_in_effect";
/** A fact and what it says by itself; null speaks for reading. */
type Choice<T> = readonly (readonly [fact: T, says: Code | null])[];

const regions: Choice<GateInput["region"]> = [
  [{ deciding: "US", tightening: [], euMark: false }, null],
  [{ deciding: "DE", tightening: [], euMark: false }, "region"],
  [{ deciding: null, tightening: ["US"], euMark: false }, "region"],
];
const ages: Choice<string | null> = [
  ["adult", null],
  ["minor", "minor"],
  [null, "minor"],
];
const coppas: Choice<string | null> = [
  [null, null],
  ["1", "minor"],
  ["x", "minor"],
];
const gpcs: Choice<string | null> = [
  [null, null],
  ["1", "signal"],
  ["x", "signal"],
];
const gpps: Choice<string | null> = [
  [null, null],
  [gppOf({ usnat: contentUs("usnat") }), null],
  [gppOf({ usnat: { ...contentUs("usnat"), SaleOptOut: 1 } }), "signal"],
  [gppOf({ usnat: { ...contentUs("usnat"), KnownChildSensitiveDataConsents: [1, 0, 0] } }), "minor"],
  ["malformed", "signal"],
];
const tcfs: Choice<string | null> = [
  [null, null],
  [tcfOf([1, 3, 4]), null],
  [tcfOf([1, 3]), "signal"],
  ["malformed", "signal"],
];
const usPrivacies: Choice<string | null> = [
  [null, null],
  ["1YNN", null],
  ["1YYN", "signal"],
  ["malformed", "signal"],
];
const dates: Choice<number | null> = [
  [NOW, null],
  [NOW + 1, "not_in_effect"],
  [null, "not_in_effect"],
];

const PRECEDENCE: readonly Code[] = ["region", "minor", "signal", "not_in_effect"];

it("protected region, then minor, then opt-out signal, then effective date", () => {
  let rows = 0;
  let open = 0;
  const wrong: string[] = [];
  for (const [region, r] of regions)
    for (const [age, a] of ages)
      for (const [coppa, c] of coppas)
        for (const [gpc, g] of gpcs)
          for (const [gpp, p] of gpps)
            for (const [tcf, t] of tcfs)
              for (const [usPrivacy, u] of usPrivacies)
                for (const [effectiveFrom, d] of dates) {
                  rows++;
                  const said = [r, a, c, g, p, t, u, d];
                  const expected = PRECEDENCE.find((code) => said.includes(code)) ?? null;
                  if (expected === null) open++;
                  const got = gate({ region, age, signals: { gpc, gpp, gppSid: null, tcf, usPrivacy, coppa }, effectiveFrom, now: NOW })?.code ?? null;
                  if (got !== expected) wrong.push(`${JSON.stringify(said)} should be ${expected}, was ${got}`);
                }
  expect(wrong).toEqual([]);
  expect(rows).toBe(3 * 3 * 3 * 3 * 5 * 4 * 4 * 3);
  // Nothing said against: one region, age, flag and date, and two harmless forms of each string.
  expect(open).toBe(2 * 2 * 2);
});
