/** Facts that every rule lets pass, to be spoilt one at a time. */
import { type GateInput, NO_SIGNALS, type SignalFacts } from "../../worker/gate/facts.ts";

export const NOW = Date.parse("2026-06-01T12:00:00Z");

export const open: GateInput = {
  region: { deciding: "US", tightening: [], euMark: false },
  age: "adult",
  signals: NO_SIGNALS,
  effectiveFrom: NOW,
  now: NOW,
};

export const withSignals = (signals: Partial<SignalFacts>): GateInput => ({ ...open, signals: { ...NO_SIGNALS, ...signals } });
