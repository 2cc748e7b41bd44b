/** The gate of service calls: an OpenRTB `regs` object instead of headers, a country that may be left out. */
import type { Refusal } from "../domain/refusal.ts";
import type { SignalFacts } from "./facts.ts";
import { GATE_RULES, gate } from "./gate.ts";
import { age } from "./rules/age.ts";
import { effectiveDate } from "./rules/effective-date.ts";
import { region } from "./rules/region.ts";

/**
 * OpenRTB 2.6 `regs`, with the TCF string that OpenRTB keeps in `user.consent`. Everything is unknown on purpose: a
 * member of the wrong type is malformed, and malformed is opted out.
 */
export interface ServiceRegs {
  readonly coppa?: unknown;
  readonly gdpr?: unknown;
  readonly us_privacy?: unknown;
  readonly gpp?: unknown;
  readonly gpp_sid?: unknown;
  readonly gpc?: unknown;
  /** TCF consent string. */
  readonly tcf?: unknown;
  /** Where OpenRTB 2.5 and many exchanges still put gdpr, us_privacy and gpc. */
  readonly ext?: unknown;
}

/** What a service call says about the person. */
export interface ServiceFacts {
  /** ISO 3166-1 alpha-2. Left out, the region is not asked: only people outside protected regions have a profile. Null is a country nobody knows. */
  readonly country?: string | null | undefined;
  readonly regs?: ServiceRegs | undefined;
  /** Epoch ms from which the tenant's messages count, null for a tenant without a date. Left out, the date is not asked. */
  readonly effectiveFrom?: number | null | undefined;
}

/**
 * May a profile be used for this call? Null is yes. Stricter wins: region, then child, then opt-out.
 *
 * `gdpr: 1` is a protected region whatever the country says. Age is not asked: only adults have a profile. Pure.
 */
export function gateRegs({ country, regs, effectiveFrom }: ServiceFacts, now: number): Refusal | null {
  const inGdprScope = scope(regs) !== "0";
  const regionAsked = country !== undefined || inGdprScope;
  const rules = GATE_RULES.filter((rule) => rule !== age && (rule !== region || regionAsked) && (rule !== effectiveDate || effectiveFrom !== undefined));
  return gate(
    {
      region: { deciding: country ?? null, tightening: [], euMark: inGdprScope },
      age: null,
      signals: signalsOf(regs),
      effectiveFrom: effectiveFrom ?? null,
      now,
    },
    rules,
  );
}

const scope = (regs: ServiceRegs | undefined): string => merged(regs?.gdpr, inExt(regs, "gdpr")) ?? "0";

const signalsOf = (regs: ServiceRegs | undefined): SignalFacts => ({
  gpc: merged(regs?.gpc, inExt(regs, "gpc")),
  gpp: merged(regs?.gpp, inExt(regs, "gpp")),
  gppSid: merged(regs?.gpp_sid, inExt(regs, "gpp_sid")),
  tcf: merged(regs?.tcf, inExt(regs, "tcf")),
  usPrivacy: merged(regs?.us_privacy, inExt(regs, "us_privacy")),
  coppa: merged(regs?.coppa, inExt(regs, "coppa")),
});

/** Undefined as well where `ext` is no object: text and numbers have no such members. */
const inExt = (regs: ServiceRegs | undefined, member: string): unknown => (regs?.ext as Readonly<Record<string, unknown>> | null | undefined)?.[member];

/** No rule reads this text as a yes. */
const MALFORMED = "?";

/** The one value that was given in one place or in both; a contradiction is malformed. Null when it was not given. */
function merged(...places: readonly unknown[]): string | null {
  const given = new Set(places.filter((value) => value !== undefined && value !== null).map(text));
  if (given.size > 1) return MALFORMED;
  const [only = null] = given;
  // An empty list of sections says as much as none.
  return only === EMPTY_LIST ? null : only;
}

const EMPTY_LIST = "[]";

function text(value: unknown): string {
  if (typeof value === "string") return value === EMPTY_LIST ? MALFORMED : value;
  if (typeof value === "number") return String(value);
  if (!Array.isArray(value) || !value.every((item) => typeof item === "number")) return MALFORMED;
  return value.length === 0 ? EMPTY_LIST : value.join(",");
}
