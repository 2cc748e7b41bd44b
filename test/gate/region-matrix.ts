/**
 * Every country and every pseudo country, in every way in which a country can be said. Runs the real gate; the test
 * compares it with what the table below says and the generator writes docs/regions.md from it.
 */
import type { UserPrincipal } from "../../worker/domain/principal.ts";
import { gate } from "../../worker/gate/gate.ts";
import { gateInput } from "../../worker/gate/input.ts";
import { NOW } from "./facts.ts";

/** What a liar, a bug or a satellite might say instead of a country. Anything but a string can only come from `cf`. */
export const PSEUDO: readonly unknown[] = [
  ...[undefined, null, "", "XX", "T1", "EU", "UK", "EL", "XK", "AA", "QM", "ZZ", "A1", "A2", "AP", "O1", "AN", "SU", "YU", "CS", "TP"],
  ...["us", "Us", "uS", "de", " US", "US ", " US ", "\tUS", "U S", "U", "USA", "DEU", "840", "0", "1", "00", "us-US", "en-US", "US,US", "US;DE", "US/CA"],
  ...["null", "undefined", "*", "--", "\u{1f1fa}\u{1f1f8}", "\uff35\uff33", "US\u200b", "U\u0000", "US\n", "\u00dcS"],
  ...[840, 0, true, ["US"], { country: "US" }],
];

/** Where a country may be said. Left out: not said there. */
interface Said {
  readonly conn: "client" | "server";
  readonly cf?: unknown;
  readonly claim?: unknown;
  readonly home?: unknown;
  readonly header?: unknown;
  readonly stage?: "dev" | "production";
}

/** One way to say `v`. Exactly these places count: `decides` must be open, each of `tightens` must be open if it was said. */
interface Scenario {
  readonly title: string;
  readonly said: (v: unknown) => Said;
  readonly decides: (v: unknown) => unknown;
  readonly tightens: (v: unknown) => readonly unknown[];
}

export const SCENARIOS: readonly Scenario[] = [
  { title: "only `cf`", said: (v) => ({ conn: "client", cf: v }), decides: (v) => v, tightens: () => [] },
  { title: "only header", said: (v) => ({ conn: "client", header: v }), decides: () => undefined, tightens: (v) => [v] },
  { title: "all agree", said: (v) => ({ conn: "client", cf: v, header: v, claim: v }), decides: (v) => v, tightens: (v) => [v] },
  { title: "`cf` v, header US", said: (v) => ({ conn: "client", cf: v, header: "US" }), decides: (v) => v, tightens: () => ["US"] },
  { title: "`cf` US, header v", said: (v) => ({ conn: "client", cf: "US", header: v }), decides: () => "US", tightens: (v) => [v] },
  {
    title: "`cf` US, header v, production",
    said: (v) => ({ conn: "client", cf: "US", header: v, stage: "production" }),
    decides: () => "US",
    tightens: () => [],
  },
  { title: "`cf` v, claim US", said: (v) => ({ conn: "client", cf: v, claim: "US" }), decides: (v) => v, tightens: () => ["US"] },
  { title: "`cf` US, claim v", said: (v) => ({ conn: "client", cf: "US", claim: v }), decides: () => "US", tightens: (v) => [v] },
  { title: "server, claim v", said: (v) => ({ conn: "server", cf: "US", claim: v }), decides: (v) => v, tightens: () => [] },
  { title: "server, claim v, no `cf`", said: (v) => ({ conn: "server", claim: v }), decides: (v) => v, tightens: () => [] },
  { title: "server, no claim", said: (v) => ({ conn: "server", cf: v }), decides: () => undefined, tightens: () => [] },
  { title: "server, claim US, `cf` v", said: (v) => ({ conn: "server", cf: v, claim: "US" }), decides: () => "US", tightens: () => [] },
];

/** The home region claims that each of these is combined with. */
export const HOMES: readonly { readonly title: string; readonly of: (v: unknown) => unknown }[] = [
  { title: "no home", of: () => undefined },
  { title: "home US", of: () => "US" },
  { title: "home DE", of: () => "DE" },
  { title: "home v", of: (v) => v },
];

/** Can `v` be sent there? A header holds ASCII without line breaks, a checked claim holds text. */
export function possible({ claim, home, header }: Said): boolean {
  const texts = [claim, home].every((value) => value === undefined || value === null || typeof value === "string");
  return texts && (header === undefined || header === null || (typeof header === "string" && /^[\t\x20-\x7e]*$/.test(header)));
}

/** HTTP takes the spaces around a header's value away before anybody can see them. */
export const asHeader = (value: unknown): unknown => (typeof value === "string" ? value.replace(/^[\t ]+|[\t ]+$/g, "") : value);

/** Is the message read? Asks the real gate, everything but the region being in order. */
export function isRead({ conn, cf, claim, home, header, stage = "dev" }: Said): boolean {
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const principal: UserPrincipal = { kind: "user", tenant: "demo", user: "u1", conn, country: text(claim), home: text(home), age: "adult" };
  const headers = new Headers(typeof header === "string" ? { "CF-IPCountry": header } : {});
  const request = cf === undefined ? { headers } : { headers, cf: { country: cf } };
  return gate(gateInput(request, principal, { stage, effectiveFrom: new Map([["demo", NOW]]) }, NOW)) === null;
}
