/**
 * May this message be read at all? Asked before the body is touched.
 *
 * The order is the precedence, strictest first: protected region, minor, opt-out signal, effective date. (Stored choice
 * and sensitive matter come later in the pipeline.) The answer is "no" unless every rule says a plain `true`.
 */
import type { Refusal } from "../domain/refusal.ts";
import type { GateInput } from "./facts.ts";
import type { GateRule } from "./rule.ts";
import { age } from "./rules/age.ts";
import { coppa } from "./rules/coppa.ts";
import { effectiveDate } from "./rules/effective-date.ts";
import { gpc } from "./rules/gpc.ts";
import { gpp } from "./rules/gpp.ts";
import { knownChild } from "./rules/known-child.ts";
import { region } from "./rules/region.ts";
import { tcf } from "./rules/tcf.ts";
import { usPrivacy } from "./rules/us-privacy.ts";

/** All rules in the order in which they are asked. */
export const GATE_RULES: readonly GateRule[] = [region, age, coppa, knownChild, gpc, gpp, tcf, usPrivacy, effectiveDate];

/** The first refusal, or null when nothing speaks against reading. Pure, never throws. */
export function gate(input: GateInput, rules: readonly GateRule[] = GATE_RULES): Refusal | null {
  const refusing = rules.find((rule) => refuses(rule, input));
  return refusing === undefined ? null : { code: refusing.code, rule: refusing.name };
}

/** A rule that throws, or answers anything but `true`, denies. */
function refuses(rule: GateRule, input: GateInput): boolean {
  try {
    return rule.allows(input) !== true;
  } catch {
    return true;
  }
}
