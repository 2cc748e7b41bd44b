/** Consent strings, encoded by the IAB's own libraries. */
import { GppModel, HeaderV1, Sections } from "@iabgpp/cmpapi";
import { GVL, TCModel, TCString } from "@iabtcf/core";

/** The sections with US fields: usnat and the states. */
export const US_SECTIONS: readonly string[] = Sections.SECTION_ORDER.filter((name) => /^us[a-z]+$/.test(name));

/** A GPP string of these sections with these fields; what is not given has the library's default. */
export function gppOf(sections: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  const model = new GppModel();
  for (const [section, fields] of Object.entries(sections)) for (const [field, value] of Object.entries(fields)) model.setFieldValue(section, field, value);
  return model.encode();
}

/** The fields that a section of the library has, with their defaults. */
export function fieldsOf(section: string): Readonly<Record<string, unknown>> {
  const model = new GppModel();
  // Any field will do to bring the section into being.
  model.setFieldValue(section, section.startsWith("tcf") ? "CmpId" : section === "uspv1" ? "OptOutSale" : "SaleOptOut", section === "uspv1" ? "N" : 0);
  return model.getSection(section) as Readonly<Record<string, unknown>>;
}

/** A US section of somebody who was told everything and said no to nothing. */
export function contentUs(section: string): Record<string, unknown> {
  const told = Object.keys(fieldsOf(section)).filter((field) => /Notice$/.test(field));
  const kept = Object.keys(fieldsOf(section)).filter((field) => /^(Sale|Sharing|TargetedAdvertising)OptOut$/.test(field));
  return Object.fromEntries([...told.map((field) => [field, 1]), ...kept.map((field) => [field, 2])]);
}

/** A string with a header that names exactly these section ids before these section texts. */
export function gppWithHeader(ids: readonly number[], texts: readonly string[]): string {
  const header = new HeaderV1();
  header.setFieldValue("SectionIds", ids);
  return [header.encode(), ...texts].join("~");
}

/** The text of one section without the header. */
export const sectionText = (section: string, fields: Readonly<Record<string, unknown>>): string => gppOf({ [section]: fields }).split("~")[1] ?? "";

const purposes = Object.fromEntries(
  Array.from({ length: 11 }, (_, index) => [index + 1, { id: index + 1, name: `p${index + 1}`, description: "", illustrations: [] }]),
);
const vendors = {
  gvlSpecificationVersion: 3,
  vendorListVersion: 1,
  tcfPolicyVersion: 4,
  lastUpdated: "2026-01-01T00:00:00Z",
  purposes,
  specialPurposes: {},
  features: {},
  specialFeatures: {},
  vendors: {},
  stacks: {},
  dataCategories: {},
};

/** A TCF 2 string that consents to these purposes and has a legitimate interest in those. */
export function tcfOf(consents: readonly number[], interests: readonly number[] = []): string {
  const model = new TCModel(new GVL(vendors as unknown as ConstructorParameters<typeof GVL>[0]));
  model.cmpId = 2;
  model.cmpVersion = 1;
  model.purposeConsents.set([...consents]);
  model.purposeLegitimateInterests.set([...interests]);
  return TCString.encode(model);
}

/** 24 bits, true for these purposes: how GPP sections write them. */
export const bits = (consents: readonly number[]): boolean[] => Array.from({ length: 24 }, (_, index) => consents.includes(index + 1));
