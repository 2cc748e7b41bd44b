/** How long things are kept and how fast they fade. Every number comes from the design's section "Profile". */

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A half-life, and the silence after which the thing is gone altogether. */
export interface Lifetime {
  readonly halfLifeMs: number;
  readonly goneAfterMs: number;
}

/** What a conversation said about a topic. */
export const CHAT_LIFETIME: Lifetime = { halfLifeMs: 7 * DAY_MS, goneAfterMs: 30 * DAY_MS };
/** What the person did: like, follow, click, search, purchase. */
export const SIGNAL_LIFETIME: Lifetime = { halfLifeMs: 60 * DAY_MS, goneAfterMs: 180 * DAY_MS };
/** What the person wanted done. */
export const INTENT_LIFETIME: Lifetime = { halfLifeMs: 3 * DAY_MS, goneAfterMs: 14 * DAY_MS };

/** A removed topic can be brought back for this long; then its counters are deleted for good. */
export const UNDO_MS = 30 * DAY_MS;
/** Adverts for a topic rest for this long after the person bought or owned something of it. */
export const COOLDOWN_MS = 90 * DAY_MS;
/** Past decisions are kept for this long: long enough for fatigue and for "why did I see this?". */
export const HISTORY_MS = 90 * DAY_MS;
/** An erased person stays erased against everything late for this long. */
export const TOMBSTONE_MS = 31 * DAY_MS;
