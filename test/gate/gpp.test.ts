import { describe, expect, it } from "vitest";
import { readGpp } from "../../worker/gate/gpp.ts";
import { bits, contentUs, fieldsOf, gppOf, gppWithHeader, sectionText, tcfOf, US_SECTIONS } from "./strings.ts";

const content = gppOf({ usnat: contentUs("usnat") });
const colorado = gppOf({ usco: contentUs("usco") });

it("knows usnat and twenty states", () => {
  expect(US_SECTIONS).toHaveLength(21);
});

/** Each field of each section, and what the section says once that field alone is changed. */
describe.each(US_SECTIONS)("%s", (section) => {
  const fields = fieldsOf(section);
  const verdict = (change: Record<string, unknown>) => readGpp(gppOf({ [section]: { ...contentUs(section), ...change } }), null);
  const lists = (field: string, value: number): unknown[] => {
    const now = fields[field];
    return Array.isArray(now) ? now.map((_, at) => now.map((old, index) => (index === at ? value : old))) : [value];
  };
  const has = (...names: string[]) => names.filter((name) => name in fields);

  it("is clear for somebody who was told everything and refused nothing", () => expect(verdict({})).toBe("clear"));
  it("is clear when nothing applies", () => expect(readGpp(gppOf({ [section]: { SaleOptOut: 0 } }), null)).toBe("clear"));

  const choices = has(
    "SaleOptOut",
    "SharingOptOut",
    "TargetedAdvertisingOptOut",
    "SensitiveDataProcessing",
    "PersonalDataConsents",
    "AdditionalDataProcessingConsent",
  );
  it.each(choices)("%s: 1 opts out, 2 does not", (field) => {
    for (const value of lists(field, 1)) expect(verdict({ [field]: value }), `${field} ${value}`).toBe("opted_out");
    for (const value of lists(field, 2)) expect(verdict({ [field]: value }), `${field} ${value}`).toBe("clear");
  });

  const notices = has("SharingNotice", "ProcessingNotice", "SaleOptOutNotice", "SharingOptOutNotice", "TargetedAdvertisingOptOutNotice");
  it.each(notices)("%s: 2 is not told", (field) => {
    expect(verdict({ [field]: 2 })).toBe("opted_out");
    expect(verdict({ [field]: 1 })).toBe("clear");
    expect(verdict({ [field]: 0 })).toBe("clear");
  });

  it.each(has("KnownChildSensitiveDataConsents"))("%s: any consent or refusal speaks of a child, and wins", (field) => {
    for (const answer of [1, 2])
      for (const value of lists(field, answer)) expect(verdict({ [field]: value, SaleOptOut: 1 }), `${field} ${value}`).toBe("child");
  });

  it.each(has("Gpc"))("%s: opts out", () => {
    expect(verdict({ GpcSegmentIncluded: true, Gpc: true })).toBe("opted_out");
    expect(verdict({ GpcSegmentIncluded: true, Gpc: false })).toBe("clear");
    expect(verdict({ GpcSegmentIncluded: false, Gpc: true })).toBe("clear"); // not sent
  });

  it.each(has("MspaServiceProviderMode", "MspaMode"))("%s: a service provider may not profile", (field) => {
    const yes = field === "MspaMode" ? 2 : 1;
    expect(verdict({ [field]: yes })).toBe("opted_out");
    expect(verdict({ [field]: 3 - yes })).toBe("clear");
  });

  it.each(has("Version", "MspaVersion"))("%s: an edition nobody knows cannot be read", (field) => {
    expect(verdict({ [field]: section === "usnat" ? 3 : 2 })).toBe("unreadable");
    expect(verdict({ [field]: 0 })).toBe("unreadable");
    expect(verdict({ [field]: 1 })).toBe("clear");
  });

  it("cannot be read with a third segment, a blank one, or half of one", () => {
    const text = sectionText(section, contentUs(section));
    const core = text.split(".")[0] ?? "";
    if (["usva", "usut", "usfl"].includes(section)) expect(readGpp(gppWithHeader([idOf(section)], [`${core}.QA`]), null)).toBe("unreadable");
    for (const odd of [`${core}.QA.QA`, `${core}.`, `.${core}`, core.slice(0, 2), `${core}+`, ` ${core}`, core.toLowerCase().replaceAll("b", "%")]) {
      expect(readGpp(gppWithHeader([idOf(section)], [odd]), null), odd).toBe("unreadable");
    }
  });
});

const idOf = (section: string): number => US_SECTIONS.indexOf(section) + 7;

describe("what the parser lets pass in silence", () => {
  const core = sectionText("usnat", contentUs("usnat")).split(".")[0] ?? "";
  it("the undefined value 3", () => {
    // Six bits of version, then two bits a field: "V" is 1 1 1, "q" is 2 2 2, "v" is 2 3 3.
    expect(readGpp(gppWithHeader([7], ["BVVqAAAAAWA"]), null)).toBe("clear");
    expect(readGpp(gppWithHeader([7], ["BVVvAAAAAWA"]), null)).toBe("unreadable");
  });
  it("a second segment that is not Global Privacy Control's", () => {
    expect(readGpp(gppWithHeader([7], [`${core}.QA`]), null)).toBe("clear");
    expect(readGpp(gppWithHeader([7], [`${core}.AA`]), null)).toBe("unreadable");
  });
  it("a section that it does not know", () => {
    expect(readGpp(gppWithHeader([7, 40], [core, "BAAA"]), null)).toBe("unreadable");
    expect(readGpp(gppWithHeader([40], ["BAAA"]), null)).toBe("unreadable");
  });
  it("more or fewer sections than the header names", () => {
    expect(readGpp(gppWithHeader([7, 8], [core]), null)).toBe("unreadable");
    expect(readGpp(gppWithHeader([7], [core, core]), null)).toBe("unreadable");
  });
});

describe("text that is no GPP string", () => {
  it.each(["", " ", "1", "null", "DB", "D", "DBABLA~", "~", "DBABLA", "BVVqAAAAAWA", "1YNN", tcfOf([1, 3, 4]), "{}", "\u{1f6ab}", "D".repeat(5000)])(
    "%j",
    (text) => {
      expect(readGpp(text, null)).toBe("unreadable");
    },
  );
  it("with anything around it", () => {
    for (const text of [` ${content}`, `${content} `, `${content}~`, content.toLowerCase(), content.slice(1)])
      expect(readGpp(text, null), text).toBe("unreadable");
  });
  it("is read up to 4,096 characters", () => {
    // Bits behind the last field of a TCF core are padding.
    const [header, section = ""] = gppOf({ tcfeuv2: { PurposeConsents: bits([1, 3, 4]) } }).split("~");
    const core = `${header}~${section.split(".")[0]}`;
    expect(readGpp(core.padEnd(4096, "A"), null)).toBe("clear");
    expect(readGpp(core.padEnd(4097, "A"), null)).toBe("unreadable");
  });
});

describe("the sections in force", () => {
  it.each([
    [null, null, "clear"],
    [null, "-1", "clear"],
    [null, "7", "unreadable"],
    [null, "0", "unreadable"],
    [content, null, "clear"],
    [content, "7", "clear"],
    [content, "-1", "clear"],
    [colorado, "10", "clear"],
    [gppOf({ usnat: contentUs("usnat"), usco: contentUs("usco") }), "7,10", "clear"],
    [gppOf({ usnat: contentUs("usnat"), usco: contentUs("usco") }), "10,7", "clear"],
    [colorado, "1", "unreadable"],
    [colorado, "010", "unreadable"],
    [content, "7,8", "unreadable"],
    [content, "8", "unreadable"],
    [content, "0", "unreadable"],
    [content, "", "unreadable"],
    [content, "7,", "unreadable"],
    [content, " 7", "unreadable"],
    [content, "usnat", "unreadable"],
    [content, "-1,7", "unreadable"],
    [content, "7.0", "unreadable"],
    [content, "1000", "unreadable"],
    ["DBAA", null, "clear"],
    ["DBAA", "-1", "clear"],
    ["DBAA", "7", "unreadable"],
  ])("%j with %j is %s", (text, ids, verdict) => expect(readGpp(text, ids)).toBe(verdict));

  it("do not silence an opt-out elsewhere in the string", () => {
    const both = gppOf({ usnat: contentUs("usnat"), usca: { ...contentUs("usca"), SaleOptOut: 1 } });
    expect(readGpp(both, "7")).toBe("opted_out");
    expect(readGpp(both, "7,8")).toBe("opted_out");
  });
});

describe("several sections: the strictest counts", () => {
  it("child before opt-out", () => {
    const text = gppOf({ usnat: { ...contentUs("usnat"), SaleOptOut: 1 }, usva: { ...contentUs("usva"), KnownChildSensitiveDataConsents: 1 } });
    expect(readGpp(text, null)).toBe("child");
  });
  it("all clear is clear", () => {
    expect(readGpp(gppOf(Object.fromEntries(US_SECTIONS.map((section) => [section, contentUs(section)]))), null)).toBe("clear");
  });
});

/** All 8 combinations of the needed purposes. */
const purposeSets = [...Array(8).keys()].map((mask) => [1, 3, 4].filter((_, bit) => mask & (1 << bit)));
describe("TCF sections", () => {
  it.each(purposeSets.map((set) => [set]))("EU, purposes %j", (set) => {
    expect(readGpp(gppOf({ tcfeuv2: { PurposeConsents: bits(set) } }), null)).toBe(set.length === 3 ? "clear" : "opted_out");
    expect(readGpp(gppOf({ tcfeuv2: { PurposeLegitimateInterests: bits([1, 3, 4]), PurposeConsents: bits(set) } }), null)).toBe(
      set.length === 3 ? "clear" : "opted_out",
    );
  });
  it.each(purposeSets.map((set) => [set]))("Canada, express %j, the rest implied", (set) => {
    const rest = [1, 3, 4].filter((purpose) => !set.includes(purpose));
    expect(readGpp(gppOf({ tcfcav1: { PurposesExpressConsent: bits(set) } }), null)).toBe(set.length === 3 ? "clear" : "opted_out");
    expect(readGpp(gppOf({ tcfcav1: { PurposesExpressConsent: bits(set), PurposesImpliedConsent: bits(rest) } }), null)).toBe("clear");
  });
  it("a second core does not consent for the first", () => {
    for (const [id, section, field] of [
      [2, "tcfeuv2", "PurposeConsents"],
      [5, "tcfcav1", "PurposesExpressConsent"],
    ] as const) {
      const [no, yes] = [[], [1, 3, 4]].map((set) => sectionText(section, { [field]: bits(set) }));
      expect(readGpp(gppWithHeader([id], [yes ?? ""]), null)).toBe("clear");
      expect(readGpp(gppWithHeader([id], [`${no}.${yes?.split(".")[0]}`]), null)).toBe("opted_out");
      expect(readGpp(gppWithHeader([id], [`${yes}.${no?.split(".")[0]}`]), null)).toBe("opted_out");
    }
  });
});

describe("US Privacy as a section", () => {
  it.each([
    [{ Notice: "Y", OptOutSale: "N", LspaCovered: "N" }, "clear"],
    [{ Notice: "Y", OptOutSale: "Y", LspaCovered: "N" }, "opted_out"],
    [{ Notice: "N", OptOutSale: "N", LspaCovered: "N" }, "opted_out"],
  ])("%j", (fields, verdict) => expect(readGpp(gppOf({ uspv1: fields }), null)).toBe(verdict));
});
