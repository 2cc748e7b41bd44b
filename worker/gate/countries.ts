/** Country codes: which exist, which are protected. The tables stand in the .tsv files beside this one. */
import { COUNTRY_ROWS, PROTECTED_ROWS } from "./regions.ts";

const iso: ReadonlySet<unknown> = new Set(COUNTRY_ROWS.map(([code]) => code));
const guarded: ReadonlySet<unknown> = new Set(PROTECTED_ROWS.map(([code]) => code));
const byAlpha3 = new Map(COUNTRY_ROWS.map(([code, code3]) => [code3, code]));

/**
 * May messages from there be read? True only for an assigned ISO 3166-1 alpha-2 code, upper case and nothing around
 * it, that is not on the list. Missing, "XX", "T1", "EU", "us", " US", "USA" and everything else is protected.
 */
export const isOpenCountry = (code: unknown): boolean => iso.has(code) && !guarded.has(code);

/** Alpha-2 of an alpha-3 code, which is what OpenRTB's geo objects carry; undefined where there is none. */
export const alpha2Of = (code3: string): string | undefined => byAlpha3.get(code3);
