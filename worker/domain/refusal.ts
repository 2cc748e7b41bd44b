/** A refusal is a value: an ordinary answer with a closed code. Faults throw instead. */
import type { SkipCode } from "./vocabulary.ts";

/** A "no" with its code for the wire and the rule that said it; the rule's name stays inside. */
export interface Refusal {
  readonly code: SkipCode;
  /** Name of the rule that refused, for tests and the dev-only explanation; never sent in production. */
  readonly rule: string;
}
