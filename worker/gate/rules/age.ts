/** Only an adult is read; an age that nobody claimed is not an adult's. */
import type { GateRule } from "../rule.ts";

/** The claim "adult", exactly. */
export const age: GateRule = {
  name: "age",
  code: "minor",
  allows: (input) => input.age === "adult",
};
