/**
 * Reads a GPP string with the IAB's own parser.
 *
 * All sections count, not only those that are named as in force: an opt-out that was made somewhere is an opt-out. What
 * the parser lets pass in silence (sections and versions that it does not know, the undefined value 3) is a doubt here,
 * and a doubt is an opt-out. How US fields are read follows the MSPA interpretation that Prebid.js documents.
 */
import { GppModel, Sections } from "@iabgpp/cmpapi";
import { hasOneCore, MAX_SIGNAL_LENGTH, TCF_PURPOSES } from "./tcf.ts";
import { isClearUsPrivacy } from "./us-privacy.ts";

/** "unreadable" and "opted_out" are both a no; they are told apart for the tests. */
export type GppVerdict = "clear" | "child" | "opted_out" | "unreadable";

/** A section's no; null where it has none. */
type SectionNo = Exclude<GppVerdict, "clear">;

/** A field of a section; US fields are 0 (does not apply), 1 or 2, or a list of them. */
type Fields = Readonly<Record<string, unknown>>;

/** Fields in which 1 is the person's no: opted out, or consent refused. */
const NO_IS_1 = [
  "SaleOptOut",
  "SharingOptOut",
  "TargetedAdvertisingOptOut",
  "SensitiveDataProcessing",
  "PersonalDataConsents",
  "AdditionalDataProcessingConsent",
] as const;

/** Fields in which 2 says that the person was never told; nobody agrees to what they were not told. */
const NOT_TOLD_IS_2 = ["SharingNotice", "ProcessingNotice", "SaleOptOutNotice", "SharingOptOutNotice", "TargetedAdvertisingOptOutNotice"] as const;

/** Fields in which this value says that the data may only be used as a service provider's, so not for a profile. */
const SERVICE_PROVIDER: Fields = { MspaServiceProviderMode: 1, MspaMode: 2 };

/** Editions of each section whose fields are known; [1] where the section is not listed. */
const EDITIONS: Readonly<Record<string, readonly unknown[]>> = { tcfeuv2: [2], usnat: [1, 2] };

/** What string and section ids say together; both null is "clear". Never throws. */
export function readGpp(text: string | null, sectionIds: string | null): GppVerdict {
  const inForce = sectionsInForce(sectionIds);
  if (inForce === null) return "unreadable";
  if (text === null) return inForce.length === 0 ? "clear" : "unreadable";
  // The parser takes the empty text for a string without sections.
  if (text === "" || text.length > MAX_SIGNAL_LENGTH) return "unreadable";
  try {
    const model = new GppModel(text);
    const present: readonly number[] = model.getSectionIds();
    const [, ...texts] = text.split("~");
    if (present.length !== texts.length || !inForce.every((id) => present.includes(id))) return "unreadable";
    // Header and parser both keep the sections in the order of their ids.
    const verdicts = present.map((id, index) => readSection(texts[index] as string, Sections.SECTION_ID_NAME_MAP.get(id) as string, model));
    return STRICTEST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? "clear";
  } catch {
    return "unreadable";
  }
}

const STRICTEST_FIRST: readonly SectionNo[] = ["child", "unreadable", "opted_out"];

/** Ids of the sections in force; none for a missing text and for "-1", null for a malformed one. 0 means "not known yet". */
function sectionsInForce(text: string | null): readonly number[] | null {
  if (text === null || text === "-1") return [];
  return /^[1-9]\d{0,2}(,[1-9]\d{0,2})*$/.test(text) ? text.split(",").map(Number) : null;
}

function readSection(text: string, name: string, model: GppModel): SectionNo | null {
  if (name === "uspv1") return isClearUsPrivacy(text) ? null : "opted_out";
  const fields = model.getSection(name) as Fields;
  const segments = text.split(".");
  if (!(EDITIONS[name] ?? [1]).includes(fields.Version ?? fields.MspaVersion)) return "unreadable";
  if (name === "tcfeuv2") return hasOneCore(segments) && consents([fields.PurposeConsents]) ? null : "opted_out";
  if (name === "tcfcav1") return hasOneCore(segments) && consents([fields.PurposesExpressConsent, fields.PurposesImpliedConsent]) ? null : "opted_out";
  return segments.length <= (CORE_ONLY.has(name) ? 1 : 2) ? readUsFields(fields) : "unreadable";
}

/** US sections without a second segment; the others have one for Global Privacy Control or for sensitive data. */
const CORE_ONLY: ReadonlySet<string> = new Set(["usva", "usut", "usfl"]);

/** Is every needed purpose consented to in at least one of the bit fields? Bit 0 is purpose 1. */
const consents = (bitFields: readonly unknown[]): boolean =>
  TCF_PURPOSES.every((purpose) => bitFields.some((bits) => (bits as readonly boolean[])[purpose - 1] === true));

/** usnat and the states: fewer or more fields, the same names and values. */
function readUsFields(fields: Fields): SectionNo | null {
  if (values(fields, "KnownChildSensitiveDataConsents").some((value) => value !== 0)) return "child";
  if (Object.values(fields).flat().includes(UNDEFINED_VALUE) || (fields.GpcSegmentType ?? 1) !== 1) return "unreadable";
  const no =
    fields.Gpc === true ||
    NO_IS_1.some((field) => values(fields, field).includes(1)) ||
    NOT_TOLD_IS_2.some((field) => values(fields, field).includes(2)) ||
    Object.entries(SERVICE_PROVIDER).some(([field, value]) => fields[field] === value);
  return no ? "opted_out" : null;
}

/** Two bits can say 3, and no US field gives it a meaning. */
const UNDEFINED_VALUE = 3;

const values = (fields: Fields, field: string): readonly unknown[] => [fields[field] ?? []].flat();
