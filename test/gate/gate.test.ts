import { describe, expect, it } from "vitest";
import type { GateInput } from "../../worker/gate/facts.ts";
import { GATE_RULES, gate } from "../../worker/gate/gate.ts";
import type { GateRule } from "../../worker/gate/rule.ts";
import { NOW, open, withSignals } from "./facts.ts";

it("lets a message pass when every rule says yes", () => expect(gate(open)).toBeNull());

it("asks the rules in the order of their precedence", () => {
  expect(GATE_RULES.map(({ name, code }) => `${name}: ${code}`)).toEqual([
    "region: region",
    "age: minor",
    "coppa: minor",
    "known-child: minor",
    "gpc: signal",
    "gpp: signal",
    "tcf: signal",
    "us-privacy: signal",
    "effective-date: not_in_effect",
  ]);
});

/** One spoilt fact each; the rule that must refuse it. */
const single: [input: GateInput, rule: string, code: string][] = [
  [{ ...open, region: { ...open.region, deciding: "DE" } }, "region", "region"],
  [{ ...open, age: "minor" }, "age", "minor"],
  [withSignals({ coppa: "1" }), "coppa", "minor"],
  [withSignals({ gpc: "1" }), "gpc", "signal"],
  [withSignals({ gpp: "nonsense" }), "gpp", "signal"],
  [withSignals({ tcf: "nonsense" }), "tcf", "signal"],
  [withSignals({ usPrivacy: "1YYN" }), "us-privacy", "signal"],
  [{ ...open, effectiveFrom: NOW + 1 }, "effective-date", "not_in_effect"],
];
it.each(single)("refuses one spoilt fact (%#)", (input, rule, code) => expect(gate(input)).toEqual({ code, rule }));

describe("a rule that does not say a plain yes denies", () => {
  const rule = (allows: unknown): GateRule => ({ name: "odd", code: "signal", allows: allows as GateRule["allows"] });
  it.each([
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
    ["answers nothing", () => undefined],
    ["answers a number", () => 1],
    ["answers a promise", async () => true],
    ["is no function", null],
  ])("%s", (_, allows) => expect(gate(open, [rule(allows)])).toEqual({ code: "signal", rule: "odd" }));
});

describe("age", () => {
  it.each([null, "", "minor", "unknown", "Adult", " adult", "adult ", "ADULT", "18", "true"])("%j is not an adult", (age) => {
    expect(gate({ ...open, age })).toEqual({ code: "minor", rule: "age" });
  });
});

describe("the effective date", () => {
  it.each([
    [NOW - 1, null],
    [NOW, null],
    [NOW + 1, "effective-date"],
    [null, "effective-date"],
    [Number.NaN, "effective-date"],
  ])("from %s", (effectiveFrom, rule) => expect(gate({ ...open, effectiveFrom })?.rule ?? null).toBe(rule));
});
