/** The facts that the gate decides on. Everything in them may come from a liar; the rules know which may loosen. */

/** Whose country is it? */
export interface RegionFacts {
  /**
   * The one country that may open the gate: the connection's for a person's own device, the token's for an operator's
   * back end. Null when it is not known.
   */
  readonly deciding: string | null;
  /** Further claims that were made; each may only tighten. */
  readonly tightening: readonly string[];
  /** Cloudflare's mark for a connection from the EU; may only tighten. */
  readonly euMark: boolean;
}

/** Opt-out signals as they were sent; null means "not sent", the empty text means "sent empty". */
export interface SignalFacts {
  /** Global Privacy Control: the Sec-GPC header. */
  readonly gpc: string | null;
  /** IAB Global Privacy Platform string. */
  readonly gpp: string | null;
  /** The GPP sections in force, comma-separated ids. */
  readonly gppSid: string | null;
  /** IAB TCF consent string. */
  readonly tcf: string | null;
  /** IAB US Privacy string. */
  readonly usPrivacy: string | null;
  /** Children's Online Privacy Protection Act flag, "0" or "1". */
  readonly coppa: string | null;
}

/** Nothing was sent. */
export const NO_SIGNALS: SignalFacts = { gpc: null, gpp: null, gppSid: null, tcf: null, usPrivacy: null, coppa: null };

/** Everything that the gate knows. No part of it comes from the body of the request. */
export interface GateInput {
  readonly region: RegionFacts;
  /** The age claim of the user token; null when there is none. */
  readonly age: string | null;
  readonly signals: SignalFacts;
  /** Epoch ms from which the tenant's messages count; null when the operator never said. */
  readonly effectiveFrom: number | null;
  /** Epoch ms. */
  readonly now: number;
}
