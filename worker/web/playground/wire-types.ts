/** Answers of the development helpers, which the playground alone uses. */
import type { MessagesAnswer } from "../../routes/message-schema.ts";

export interface Session {
  readonly user_token: string;
  readonly service_key: string;
}

export const STEPS = ["authenticate", "gate", "classify", "suppress", "decide", "observe"] as const;
export type StepName = (typeof STEPS)[number];

export interface Step {
  readonly step: StepName;
  readonly verdict: "pass" | "stop" | "not_reached";
  /** The rule that said no. */
  readonly rule: string | null;
  readonly ms: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Explanation {
  readonly steps: readonly Step[];
  readonly sensitive: Readonly<Record<string, number>>;
  readonly answer: MessagesAnswer;
}

export interface Trace {
  readonly stores: readonly { readonly store: string; readonly table: string; readonly rows: readonly Readonly<Record<string, unknown>>[] }[];
}
