/**
 * A fading counter in whole numbers.
 *
 * Floating-point sums depend on their order; messages arrive in any order. So a counter holds whole millionths, and time
 * moves in steps of one minute: within a minute adding is plain integer addition, which no order and no delivery can
 * change. Decay happens between minutes, on reading and on adding, and rounds to whole millionths.
 */
import { type Lifetime, MINUTE_MS } from "./retention.ts";

/** Counters are in millionths. */
export const UNIT = 1_000_000;

/** Events within one window commute exactly. */
export const WINDOW_MS = MINUTE_MS;

/** `units` millionths as they stood at the start of minute number `window` since the epoch. */
export interface Fading {
  readonly units: number;
  readonly window: number;
}

/** Number of the window that this moment lies in. */
export const windowOf = (at: number): number => Math.floor(at / WINDOW_MS);

/** `value · 2^(-Δt/half-life)` in units, for a Δt of whole windows; never more than came in, also with a clock that runs backwards. */
export function fade(units: number, windows: number, { halfLifeMs }: Lifetime): number {
  if (windows <= 0) return units;
  // "+ 0" turns the negative zero that Math.round makes of a small negative number into a plain one.
  return Math.round(units * 2 ** ((-windows * WINDOW_MS) / halfLifeMs)) + 0;
}

/** Adds (or, below zero, takes away) units at a moment. A late event arrives faded by what it missed. */
export function add(counter: Fading | undefined, units: number, at: number, lifetime: Lifetime): Fading {
  const window = windowOf(at);
  if (counter === undefined) return { units, window };
  if (window >= counter.window) return { units: fade(counter.units, window - counter.window, lifetime) + units, window };
  return { units: counter.units + fade(units, counter.window - window, lifetime), window: counter.window };
}

/** The value at `now`, in ones (not millionths), decayed to the millisecond. */
export function valueAt(counter: Fading, now: number, { halfLifeMs }: Lifetime): number {
  const elapsed = Math.max(0, now - counter.window * WINDOW_MS);
  return (counter.units / UNIT) * 2 ** (-elapsed / halfLifeMs);
}

/** Any value above 0 squeezed into 0 to 1: 1 becomes one half, 4 becomes four fifths. */
export const squeeze = (value: number): number => (value <= 0 ? 0 : value / (value + 1));
