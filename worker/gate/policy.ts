/**
 * What Inkling does with whom and why, as data: `/v1/policy` and `/.well-known/gpc.json`.
 *
 * Numbers that other stages own are repeated here for the reader; test/gate/policy.test.ts holds them to their owners.
 */
// Stryker disable StringLiteral: names and sentences for readers; a test that repeats them would prove nothing.
import { TAXONOMY_VERSION, TOPICS } from "../domain/topics.ts";
import { LANGUAGES, PURPOSES, SENSITIVE_CATEGORIES, SKIP_CODES } from "../domain/vocabulary.ts";
import { type PolicyWords, policyWords } from "./policy-words.ts";
import { COUNTRY_ROWS, PROTECTED_ROWS } from "./regions.ts";
import { TCF_PURPOSES } from "./tcf.ts";

/** Grows when the meaning of the document changes. */
const POLICY_VERSION = 1;
/** The day of that change, ISO 8601; also what gpc.json says. */
export const POLICY_DATE = "2026-11-28";

/** How long things are kept, in days; the limits in people and topics. */
export const POLICY_NUMBERS = {
  chat: { halfLife: 7, goneAfter: 30 },
  intents: { halfLife: 3, goneAfter: 14 },
  signals: { halfLife: 60, goneAfter: 180 },
  topicsPerPerson: 20,
  crowd: 50,
  platformRecovery: 30,
} as const;

/** What the document depends on. */
export interface PolicyFacts {
  /** The tenant asked about; null for the document without a tenant. */
  readonly tenant: string | null;
  /** Epoch ms from which that tenant's messages count; null when they do not. */
  readonly effectiveFrom: number | null;
  /** "taxonomy:model". */
  readonly model: string;
  /** Epoch ms. */
  readonly now: number;
}

/** The document; JSON as it stands. */
export interface PolicyDocument {
  readonly version: number;
  readonly updated: string;
  readonly tenant: string | null;
  /** ISO 8601; null before the operator has set a date. */
  readonly effective_from: string | null;
  readonly in_effect: boolean;
  readonly model: string;
  readonly taxonomy: { readonly id: string; readonly name: string; readonly topics: number; readonly eligible: number; readonly not_eligible: number };
  readonly languages: readonly string[];
  readonly purposes: readonly string[];
  readonly regions: {
    readonly unknown: "protected";
    readonly open: readonly string[];
    readonly protected: readonly { readonly code: string; readonly name: string; readonly tier: string; readonly why: string }[];
  };
  readonly people: { readonly read: "adult"; readonly unknown_age: "not read" };
  readonly signals: readonly { readonly name: string; readonly header: string; readonly not_read_when: string }[];
  /** Strictest first. */
  readonly precedence: readonly string[];
  readonly skip_codes: readonly string[];
  readonly sensitive_categories: readonly string[];
  readonly kept: readonly { readonly what: string; readonly half_life_days: number; readonly gone_after_days: number }[];
  readonly limits: { readonly topics_per_person: number; readonly smallest_crowd: number; readonly platform_recovery_days: number };
  readonly never_kept: readonly string[];
  readonly rights: readonly { readonly right: string; readonly call: string }[];
  /** The same for people, by language. */
  readonly words: Readonly<Record<(typeof LANGUAGES)[number], PolicyWords>>;
}

const names = new Map(COUNTRY_ROWS.map(([code, , name]) => [code, name]));
const guarded = new Set(PROTECTED_ROWS.map(([code]) => code));
const eligible = TOPICS.filter((topic) => topic.eligible).length;

/** The policy of a tenant at a time. Pure. */
export const policyDocument = ({ tenant, effectiveFrom, model, now }: PolicyFacts): PolicyDocument => ({
  version: POLICY_VERSION,
  updated: POLICY_DATE,
  tenant,
  effective_from: effectiveFrom === null ? null : new Date(effectiveFrom).toISOString(),
  in_effect: effectiveFrom !== null && now >= effectiveFrom,
  model,
  taxonomy: { id: TAXONOMY_VERSION, name: "IAB Content Taxonomy 3.1", topics: TOPICS.length, eligible, not_eligible: TOPICS.length - eligible },
  languages: LANGUAGES,
  purposes: PURPOSES,
  regions: {
    unknown: "protected",
    open: COUNTRY_ROWS.map(([code]) => code).filter((code) => !guarded.has(code)),
    protected: PROTECTED_ROWS.map(([code, tier, why]) => ({ code, name: names.get(code) ?? code, tier, why })),
  },
  people: { read: "adult", unknown_age: "not read" },
  signals: SIGNALS,
  precedence: ["protected region", "minor or unknown age", "opt-out signal", "effective date", "stored choice", "sensitive matter", "consent"],
  skip_codes: SKIP_CODES,
  sensitive_categories: SENSITIVE_CATEGORIES,
  kept: [
    { what: "interests from messages", half_life_days: POLICY_NUMBERS.chat.halfLife, gone_after_days: POLICY_NUMBERS.chat.goneAfter },
    { what: "intents", half_life_days: POLICY_NUMBERS.intents.halfLife, gone_after_days: POLICY_NUMBERS.intents.goneAfter },
    {
      what: "interests from likes, follows, clicks, searches and purchases",
      half_life_days: POLICY_NUMBERS.signals.halfLife,
      gone_after_days: POLICY_NUMBERS.signals.goneAfter,
    },
  ],
  limits: { topics_per_person: POLICY_NUMBERS.topicsPerPerson, smallest_crowd: POLICY_NUMBERS.crowd, platform_recovery_days: POLICY_NUMBERS.platformRecovery },
  never_kept: [
    "message text",
    "a hash of message text",
    "embeddings",
    "recordings and pictures",
    "names and addresses",
    "that a message was sensitive",
    "sensitive matters of any kind",
  ],
  rights: RIGHTS,
  words: policyWords(POLICY_NUMBERS, PROTECTED_ROWS.length),
});

/** What each header must say for a message not to be read. Everything malformed counts as an opt-out. */
const SIGNALS: PolicyDocument["signals"] = [
  { name: "Global Privacy Control", header: "Sec-GPC", not_read_when: "1" },
  {
    name: "IAB Global Privacy Platform",
    header: "Inkling-GPP, Inkling-GPP-SID",
    not_read_when:
      "any section opts out of sale, sharing or targeted advertising, refuses sensitive or additional processing, gave no notice, carries GPC, or speaks of a known child",
  },
  {
    name: "IAB Transparency and Consent Framework",
    header: "Inkling-TCF",
    not_read_when: `consent to any of the purposes ${TCF_PURPOSES.join(", ")} is missing`,
  },
  { name: "IAB US Privacy", header: "Inkling-US-Privacy", not_read_when: "sale is opted out of, or no notice was given" },
  { name: "COPPA", header: "Inkling-COPPA", not_read_when: "1" },
];

const RIGHTS: PolicyDocument["rights"] = [
  { right: "see every interest and where it came from", call: "GET /v1/me" },
  { right: "switch off, pause, choose purposes", call: "PATCH /v1/me/preferences" },
  { right: "block, boost or remove an interest, and undo it", call: "PUT, DELETE /v1/me/topics/{id}" },
  { right: "take everything away", call: "GET /v1/me/export" },
  { right: "erase everything now", call: "DELETE /v1/me" },
  { right: "ask why something was shown", call: "GET /v1/me/decisions/{id}" },
];

/** `/.well-known/gpc.json`: this service obeys Global Privacy Control. https://www.w3.org/TR/gpc/ */
export const GPC_SUPPORT = { gpc: true, lastUpdate: POLICY_DATE } as const;
