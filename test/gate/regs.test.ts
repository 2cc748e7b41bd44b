import { describe, expect, it } from "vitest";
import { isOpenCountry } from "../../worker/gate/countries.ts";
import { gateBidRequest } from "../../worker/gate/openrtb.ts";
import { COUNTRY_ROWS } from "../../worker/gate/regions.ts";
import { gateRegs, type ServiceRegs } from "../../worker/gate/regs.ts";
import { NOW } from "./facts.ts";
import { contentUs, gppOf, tcfOf } from "./strings.ts";

const clear = gppOf({ usnat: contentUs("usnat") });
const both = gppOf({ usnat: contentUs("usnat"), usca: contentUs("usca") });
const optedOut = gppOf({ usnat: { ...contentUs("usnat"), TargetedAdvertisingOptOut: 1 } });
const child = gppOf({ usnat: { ...contentUs("usnat"), KnownChildSensitiveDataConsents: [0, 1, 0] } });

const cases: [country: string | null | undefined, regs: ServiceRegs | undefined, verdict: string][] = [
  [undefined, undefined, "yes"],
  ["US", undefined, "yes"],
  ["US", {}, "yes"],
  [null, undefined, "region region"],
  ["", undefined, "region region"],
  ["DE", undefined, "region region"],
  ["us", undefined, "region region"],
  ["USA", undefined, "region region"],
  ["XX", undefined, "region region"],
  [undefined, { gdpr: 0 }, "yes"],
  ["US", { gdpr: 0 }, "yes"],
  ["US", { gdpr: 1 }, "region region"],
  [undefined, { gdpr: 1 }, "region region"],
  [undefined, { gdpr: 2 }, "region region"],
  [undefined, { gdpr: "0" }, "yes"],
  [undefined, { gdpr: null }, "yes"],
  [undefined, { gdpr: false }, "region region"],
  [undefined, { ext: { gdpr: 1 } }, "region region"],
  [undefined, { gdpr: 0, ext: { gdpr: 1 } }, "region region"],
  [undefined, { gdpr: 1, tcf: tcfOf([1, 3, 4]) }, "region region"],
  ["US", { coppa: 0 }, "yes"],
  ["US", { coppa: 1 }, "minor coppa"],
  ["US", { coppa: "1" }, "minor coppa"],
  ["US", { coppa: true }, "minor coppa"],
  ["US", { coppa: {} }, "minor coppa"],
  ["US", { ext: { coppa: 1 } }, "minor coppa"],
  [undefined, { coppa: 1 }, "minor coppa"],
  [undefined, { us_privacy: "1YYN" }, "signal us-privacy"],
  ["DE", { coppa: 1 }, "region region"],
  ["US", { us_privacy: "1YNN" }, "yes"],
  ["US", { us_privacy: "1YYN" }, "signal us-privacy"],
  ["US", { us_privacy: "" }, "signal us-privacy"],
  ["US", { us_privacy: 1 }, "signal us-privacy"],
  ["US", { ext: { us_privacy: "1YYN" } }, "signal us-privacy"],
  ["US", { us_privacy: "1YNN", ext: { us_privacy: "1YNN" } }, "yes"],
  ["US", { us_privacy: "1YNN", ext: { us_privacy: "1YN-" } }, "signal us-privacy"],
  ["US", { gpp: clear }, "yes"],
  ["US", { gpp: clear, gpp_sid: [7] }, "yes"],
  ["US", { gpp: clear, gpp_sid: [] }, "yes"],
  ["US", { gpp: clear, gpp_sid: [-1] }, "yes"],
  ["US", { gpp: clear, gpp_sid: "7" }, "yes"],
  ["US", { gpp: clear, gpp_sid: [7, 8] }, "signal gpp"],
  ["US", { gpp: clear, gpp_sid: ["7"] }, "signal gpp"],
  ["US", { gpp: clear, gpp_sid: [[7]] }, "signal gpp"],
  ["US", { gpp: clear, gpp_sid: [null] }, "signal gpp"],
  ["US", { gpp: clear, gpp_sid: "[]" }, "signal gpp"],
  ["US", { gpp: clear, gpp_sid: {} }, "signal gpp"],
  ["US", { gpp_sid: [7] }, "signal gpp"],
  ["US", { gpp: both, gpp_sid: [7, 8] }, "yes"],
  ["US", { gpp: clear, ext: { gpp_sid: [8] } }, "signal gpp"],
  ["US", { gpp: optedOut }, "signal gpp"],
  ["US", { gpp: optedOut, gpp_sid: [6] }, "signal gpp"],
  ["US", { ext: { gpp: optedOut } }, "signal gpp"],
  ["US", { gpp: child }, "minor known-child"],
  ["US", { gpp: [clear] }, "signal gpp"],
  ["US", { gpp: ["x"] }, "signal gpp"],
  ["US", { gpc: "1" }, "signal gpc"],
  ["US", { gpc: 1 }, "signal gpc"],
  ["US", { gpc: 0 }, "yes"],
  ["US", { gpc: true }, "signal gpc"],
  ["US", { ext: { gpc: "1" } }, "signal gpc"],
  ["US", { ext: null }, "yes"],
  ["US", { ext: "gpc=1" }, "yes"],
  ["US", { tcf: tcfOf([1, 3, 4]) }, "yes"],
  ["US", { tcf: tcfOf([1, 4]) }, "signal tcf"],
  ["US", { tcf: "" }, "signal tcf"],
  ["US", { tcf: 4 }, "signal tcf"],
];

const words = (refusal: ReturnType<typeof gateRegs>): string => (refusal === null ? "yes" : `${refusal.code} ${refusal.rule}`);

it.each(cases)("country %j, regs %j: %s", (country, regs, verdict) => expect(words(gateRegs({ country, regs }, NOW))).toBe(verdict));

describe("the effective date", () => {
  it.each([
    [undefined, "yes"],
    [NOW, "yes"],
    [NOW + 1, "not_in_effect effective-date"],
    [null, "not_in_effect effective-date"],
  ])("%s: %s", (effectiveFrom, verdict) => {
    expect(words(gateRegs({ country: "US", effectiveFrom }, NOW))).toBe(verdict);
    expect(words(gateBidRequest({ device: { geo: { country: "USA" } } }, NOW, effectiveFrom))).toBe(verdict);
  });
});

const inUS = { geo: { country: "USA" } };
const bids: [bid: Record<string, unknown>, verdict: string][] = [
  [{}, "region region"],
  [{ regs: null, user: null, device: null }, "region region"],
  [{ regs: "x", user: 1, device: [] }, "region region"],
  [{ device: { geo: { country: "USA" } } }, "yes"],
  [{ device: { geo: { country: "DEU" } } }, "region region"],
  [{ device: { geo: { country: "US" } } }, "region region"],
  [{ device: { geo: { country: "usa" } } }, "region region"],
  [{ device: { geo: { country: "" } } }, "region region"],
  [{ device: { geo: { country: null } } }, "region region"],
  [{ device: { geo: { country: 840 } } }, "region region"],
  [{ device: { geo: {} } }, "region region"],
  [{ user: { geo: { country: "KOR" } } }, "region region"],
  [{ device: { geo: { country: "USA" } }, user: { geo: { country: "CHE" } } }, "region region"],
  [{ device: { geo: { country: "CHE" } }, user: { geo: { country: "USA" } } }, "region region"],
  [{ device: { geo: { country: "USA" } }, user: { geo: { country: "xx" } } }, "region region"],
  [{ device: { geo: { country: "USA" } }, user: { geo: { country: "CAN" } } }, "yes"],
  [{ device: { ...inUS, dnt: 0, lmt: 0 } }, "yes"],
  [{ device: { ...inUS, dnt: 1 } }, "signal gpc"],
  [{ device: { ...inUS, lmt: 1 } }, "signal gpc"],
  [{ device: { ...inUS, lmt: "0" } }, "signal gpc"],
  [{ device: { ...inUS, lmt: 1 }, regs: { gpc: "0" } }, "signal gpc"],
  [{ device: { ...inUS, lmt: 1 }, regs: { ext: { gpc: "0" } } }, "signal gpc"],
  [{ device: inUS, regs: { coppa: 1 } }, "minor coppa"],
  [{ device: inUS, regs: { gpp: optedOut, gpp_sid: [7] } }, "signal gpp"],
  [{ device: inUS, regs: { ext: { us_privacy: "1YYN" } } }, "signal us-privacy"],
  [{ device: inUS, user: { consent: tcfOf([1, 3, 4]) } }, "yes"],
  [{ device: inUS, user: { consent: tcfOf([1]) } }, "signal tcf"],
  [{ device: inUS, user: { ext: { consent: tcfOf([1]) } } }, "signal tcf"],
  [{ device: inUS, user: { consent: tcfOf([1, 3, 4]), ext: { consent: tcfOf([]) } } }, "signal tcf"],
  [{ device: inUS, user: { consent: "" } }, "signal tcf"],
  [{ regs: { gdpr: 1 }, user: { consent: tcfOf([1, 3, 4]) } }, "region region"],
  [{ regs: { coppa: 1 }, device: { geo: { country: "FRA" }, lmt: 1 } }, "region region"],
];
it.each(bids)("bid request %j: %s", (bid, verdict) => expect(words(gateBidRequest(bid, NOW))).toBe(verdict));

it("knows every country by its three letters", () => {
  for (const [code, code3] of COUNTRY_ROWS)
    expect(words(gateBidRequest({ device: { geo: { country: code3 } } }, NOW))).toBe(isOpenCountry(code) ? "yes" : "region region");
});
