/** Markdown tables of the results. */
import type { Share } from "./measure.ts";

/** A table; numbers are printed by whoever makes the cells. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

/** 0.8123 as "0.812"; what could not be measured as "–". */
export const number = (value: number, digits = 3): string => (Number.isNaN(value) ? "–" : value.toFixed(digits));

/** A share with its interval and count: "97.1 % (92.0–99.0, n 103)". */
export const interval = ({ value, low, high, of }: Share): string =>
  of === 0 ? "–" : `${percent(value)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}, n ${of})`;

/** 0.0512 as "5.1 %". */
export const percent = (value: number): string => (Number.isNaN(value) ? "–" : `${(100 * value).toFixed(1)} %`);
