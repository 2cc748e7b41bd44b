/** The shape of a gate rule. */
import type { SkipCode } from "../domain/vocabulary.ts";
import type { GateInput } from "./facts.ts";

/** One reason to say no. */
export interface GateRule {
  readonly name: string;
  /** What the caller is told when this rule refuses. */
  readonly code: Extract<SkipCode, "region" | "minor" | "signal" | "not_in_effect">;
  /** Exactly `true` lets the message on to the next rule. Pure; a throw counts as a no. */
  readonly allows: (input: GateInput) => boolean;
}
