/** Timing inside workerd, where the local clock runs during CPU work (in production it stands still between I/O). */

/** Quantiles of one measurement, milliseconds. */
export interface Timing {
  readonly runs: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Quantiles of durations in ms. */
export function quantiles(durations: readonly number[]): Timing {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { runs: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/**
 * Runs each contestant in turn, `runs` times after `warmUp`, so that the machine's moods hit all of them alike. The clock of
 * workerd ticks in whole milliseconds; a run is `calls` calls in a row, and its duration is their mean.
 */
export async function race<Name extends string>(
  contestants: Readonly<Record<Name, (round: number) => unknown>>,
  runs: number,
  { warmUp = 10, calls = 1 } = {},
): Promise<Record<Name, Timing>> {
  const names = Object.keys(contestants) as Name[];
  const durations = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUp; round < runs; round++) {
    for (const name of names) {
      const since = performance.now();
      for (let call = 0; call < calls; call++) await contestants[name](round);
      if (round >= 0) durations[name].push((performance.now() - since) / calls);
    }
  }
  return Object.fromEntries(names.map((name) => [name, quantiles(durations[name])])) as Record<Name, Timing>;
}
