/** From a request to the gate's facts. Reads headers and `request.cf`; never the body. */
import type { UserPrincipal } from "../domain/principal.ts";
import type { GateInput, RegionFacts, SignalFacts } from "./facts.ts";

/** The two parts of a request that are looked at. A whole `Request` fits. */
export interface RequestFacts {
  readonly headers: Headers;
  /** Set by Cloudflare; missing where a bound Worker called without it. Never taken from a header. */
  readonly cf?: unknown;
}

/** The two settings that matter. A whole `Config` fits. */
export interface GateSettings {
  readonly stage: "dev" | "production";
  readonly effectiveFrom: ReadonlyMap<string, number>;
}

/** Everything that the gate may know about this request. `now` is epoch ms. */
export const gateInput = (request: RequestFacts, principal: UserPrincipal, settings: GateSettings, now: number): GateInput => ({
  region: regionFacts(request, principal, settings),
  age: principal.age,
  signals: signalFacts(request.headers),
  effectiveFrom: settings.effectiveFrom.get(principal.tenant) ?? null,
  now,
});

/**
 * "client": the connection is the person's, so its country decides and the token's claim may only tighten.
 * "server": the connection is a data centre's and says nothing, so the token's claim decides. The EU mark tightens
 * there too: a back end in the EU is a sign of an establishment in the EU, which the GDPR follows.
 */
function regionFacts({ headers, cf }: RequestFacts, { conn, country, home }: UserPrincipal, { stage }: GateSettings): RegionFacts {
  const marks = (cf ?? {}) as { readonly country?: unknown; readonly isEUCountry?: unknown };
  const connection = typeof marks.country === "string" ? marks.country : null;
  const claims = [country, home, stage === "dev" ? headers.get("CF-IPCountry") : null];
  return {
    deciding: conn === "client" ? connection : country,
    tightening: claims.filter((claim) => claim !== null),
    euMark: !NO_MARK.has(marks.isEUCountry),
  };
}

/** What `cf.isEUCountry` is outside the EU. Cloudflare sends "1" or nothing; a value that nobody knows is a mark. */
const NO_MARK: ReadonlySet<unknown> = new Set([undefined, null, false, "0"]);

const signalFacts = (headers: Headers): SignalFacts => ({
  gpc: headers.get("Sec-GPC"),
  gpp: headers.get("Inkling-GPP"),
  gppSid: headers.get("Inkling-GPP-SID"),
  tcf: headers.get("Inkling-TCF"),
  usPrivacy: headers.get("Inkling-US-Privacy"),
  coppa: headers.get("Inkling-COPPA"),
});
