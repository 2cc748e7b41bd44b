/** Calls as they reach an object: ids are keyed hashes by now. */
import type { Observation } from "../domain/observation.ts";
import type { FeedbackKind, SignalKind } from "./fold/weights.ts";

export interface HashedAsk {
  readonly now: number;
  readonly message?: string | undefined;
  readonly conversation?: string | undefined;
  readonly history: boolean;
}

export type HashedObservation = Omit<Observation, "messageId" | "conversation"> & { readonly message: string; readonly conversation: string };
export interface HashedSignal {
  readonly now: number;
  readonly event: string;
  readonly kind: SignalKind;
  readonly topics: readonly string[];
}
export interface HashedFeedback {
  readonly now: number;
  readonly event: string;
  readonly decision: string;
  readonly candidate?: string | undefined;
  readonly kind: FeedbackKind;
}
