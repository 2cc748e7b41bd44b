/** Who is chatting, from where, and with which opt-out signals: what the reader sets before a message goes out. */
import { COUNTRY_ROWS, PROTECTED_ROWS } from "../../gate/regions.ts";

export type Age = "adult" | "minor" | "unknown";
export type Connection = "client" | "server";

export interface Settings {
  /** ISO 3166-1 alpha-2, or "XX": not known. */
  readonly country: string;
  readonly connection: Connection;
  readonly age: Age;
  readonly signals: readonly SignalName[];
}

export const FIRST_SETTINGS: Settings = { country: "US", connection: "client", age: "adult", signals: [] };

/** Opt-outs as they travel. A page cannot set Sec-GPC itself: a browser with Global Privacy Control on sends it unasked. */
export const SIGNALS = {
  gpp: { "Inkling-GPP": "DBABLA~BFQVAAAAAgA.YA", "Inkling-GPP-SID": "7" },
  us_privacy: { "Inkling-US-Privacy": "1YYN" },
  tcf: { "Inkling-TCF": "" },
  coppa: { "Inkling-COPPA": "1" },
} as const satisfies Record<string, Record<string, string>>;
export type SignalName = keyof typeof SIGNALS;
export const SIGNAL_NAMES = Object.keys(SIGNALS) as readonly SignalName[];

const PROTECTED: ReadonlySet<string> = new Set(PROTECTED_ROWS.map(([code]) => code));

/** Every country, those that are read and those that are not. */
export const OPEN_COUNTRIES: readonly string[] = COUNTRY_ROWS.map(([code]) => code).filter((code) => !PROTECTED.has(code));
export const PROTECTED_COUNTRIES: readonly string[] = [...PROTECTED];
export const UNKNOWN_COUNTRY = "XX";

/** Headers of a message under these settings. The country of the connection is simulated, which only development obeys. */
export const headersFor = ({ country, connection, signals }: Settings): Record<string, string> => ({
  ...(connection === "client" ? { "MF-CF-Blob": JSON.stringify({ country }) } : {}),
  ...Object.assign({}, ...signals.map((name) => SIGNALS[name])),
});

/** What the operator's back end would claim when it mints the token. */
export const claimsFor = ({ country, connection, age }: Settings): { conn: Connection; country?: string; age?: string } => ({
  conn: connection,
  ...(connection === "server" && country !== UNKNOWN_COUNTRY ? { country } : {}),
  ...(age === "unknown" ? {} : { age }),
});
