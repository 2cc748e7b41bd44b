import { describe, expect, it } from "vitest";
import type { UserPrincipal } from "../../worker/domain/principal.ts";
import { gate } from "../../worker/gate/gate.ts";
import { gateInput } from "../../worker/gate/input.ts";
import { NOW } from "./facts.ts";

const user: UserPrincipal = { kind: "user", tenant: "demo", user: "u1", conn: "client", country: null, home: null, age: "adult" };
const settings = { stage: "production", effectiveFrom: new Map([["demo", NOW]]) } as const;

it("takes every signal from its own header", () => {
  const headers = new Headers({
    "Sec-GPC": "a",
    "Inkling-GPP": "b",
    "Inkling-GPP-SID": "c",
    "Inkling-TCF": "d",
    "Inkling-US-Privacy": "e",
    "Inkling-COPPA": "f",
  });
  const expected = { gpc: "a", gpp: "b", gppSid: "c", tcf: "d", usPrivacy: "e", coppa: "f" };
  expect(gateInput({ headers }, user, settings, NOW).signals).toEqual(expected);
});

it("keeps a header that was sent empty apart from one that was not sent", () => {
  const signals = gateInput({ headers: new Headers({ "Inkling-TCF": "" }) }, user, settings, NOW).signals;
  expect(signals).toEqual({ gpc: null, gpp: null, gppSid: null, tcf: "", usPrivacy: null, coppa: null });
});

describe("the date is the tenant's own", () => {
  it.each([
    ["demo", NOW],
    ["acme", null],
  ])("%s", (tenant, effectiveFrom) => {
    expect(gateInput({ headers: new Headers() }, { ...user, tenant }, settings, NOW).effectiveFrom).toBe(effectiveFrom);
  });
});

it.each([["US"], 840, true, {}, null, undefined])("a cf.country that is %j is none", (country) => {
  expect(gateInput({ headers: new Headers(), cf: { country } }, user, settings, NOW).region.deciding).toBeNull();
});

it.each([undefined, null, false, "0"])("cf.isEUCountry %j is no mark", (isEUCountry) => {
  expect(gateInput({ headers: new Headers(), cf: { country: "US", isEUCountry } }, user, settings, NOW).region.euMark).toBe(false);
});
it.each(["1", true, 1, 0, "", "yes", {}])("cf.isEUCountry %j is a mark", (isEUCountry) => {
  expect(gateInput({ headers: new Headers(), cf: { country: "US", isEUCountry } }, user, settings, NOW).region.euMark).toBe(true);
});

it("decides without touching the body", async () => {
  let pulled = 0;
  const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
  // Node asks for `duplex`, workerd does not know it.
  const init = { method: "POST", body, duplex: "half", headers: { "Sec-GPC": "1" } } as RequestInit;
  const request = new Request("https://inkling.example/v1/messages", init);
  expect(gate(gateInput(request, user, settings, NOW))?.code).toBe("region");
  await new Promise((done) => setTimeout(done, 5));
  expect(pulled).toBe(0);
  expect(request.bodyUsed).toBe(false);
});
