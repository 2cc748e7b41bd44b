/** Numbers, dates and names of countries and topics as the reader's language writes them. */
import { topicName as nameIn, topicPath as pathIn } from "../../domain/topic-names.ts";
import { language } from "./i18n.ts";

const DAY_MS = 86_400_000;

/** `0.934` is "93%". */
export const percent = (share: number, digits = 0): string =>
  new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: digits, minimumFractionDigits: digits }).format(share);

/** A plain number with at most this many decimals. */
export const number = (value: number, digits = 0): string => new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value);

/** Milliseconds, with decimals only where they say something. */
export const milliseconds = (ms: number): string =>
  new Intl.NumberFormat(language(), { style: "unit", unit: "millisecond", maximumFractionDigits: ms < 10 ? 1 : 0 }).format(ms);

/** Bytes as kB or MB. */
export const bytes = (count: number): string =>
  new Intl.NumberFormat(language(), { style: "unit", unit: count < 1e6 ? "kilobyte" : "megabyte", maximumFractionDigits: 1 }).format(
    count / (count < 1e6 ? 1e3 : 1e6),
  );

/** A number of days in words: "3 days". */
export const days = (count: number): string =>
  new Intl.NumberFormat(language(), { style: "unit", unit: "day", unitDisplay: "long", maximumFractionDigits: 1 }).format(count);

/** A day: "27 Nov 2026". */
export const day = (at: number | string): string => new Intl.DateTimeFormat(language(), { dateStyle: "medium" }).format(new Date(at));

/** A day with the time. */
export const moment = (at: number | string): string => new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

/** "yesterday", "3 hours ago". */
export function ago(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const past = at - now;
  if (Math.abs(past) < 3_600_000) return format.format(Math.round(past / 60_000), "minute");
  if (Math.abs(past) < DAY_MS) return format.format(Math.round(past / 3_600_000), "hour");
  return format.format(Math.round(past / DAY_MS), "day");
}

/** "a, b and c". */
export const list = (items: readonly string[]): string => new Intl.ListFormat(language(), { type: "conjunction" }).format(items);

/** The country's name; the code itself where there is none. */
export function country(code: string): string {
  try {
    return new Intl.DisplayNames(language(), { type: "region", fallback: "code" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** "Air Travel"; the id itself where the taxonomy has none. */
export const topicName = (id: string): string => nameIn(id, language());

/** "Travel › Travel Type › Air Travel". */
export const topicPath = (id: string): string => pathIn(id, language()).join(" › ");
