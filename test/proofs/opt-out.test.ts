/** An opt-out on a request stops the learning of that request, and is remembered only if the person asks for it. */
import { expect, test } from "vitest";
import { contentUs, gppOf, tcfOf } from "../gate/strings.ts";
import { answerOf, call, serviceKey, somebody } from "../http.ts";
import { rowsOfObject } from "../no-trace/stores.ts";
import { ask, type Differently, HARMLESS, objectOf, say } from "./talk.ts";

const OPT_OUTS: readonly (readonly [name: string, how: Differently, code: string])[] = [
  ["Global Privacy Control", { headers: { "Sec-GPC": "1" } }, "signal"],
  ["a signal that cannot be read", { headers: { "Sec-GPC": "yes please" } }, "signal"],
  ["a GPP string against sale", { headers: { "Inkling-GPP": gppOf({ usnat: { ...contentUs("usnat"), SaleOptOut: 1 } }) } }, "signal"],
  ["a TCF string without profiling", { headers: { "Inkling-TCF": tcfOf([1, 3]) } }, "signal"],
  ["a US Privacy string", { headers: { "Inkling-US-Privacy": "1YYN" } }, "signal"],
  ["a child under COPPA", { headers: { "Inkling-COPPA": "1" } }, "minor"],
  ["an age that is not adult", { claims: { age: "minor" } }, "minor"],
  ["a protected country", { cf: { country: "FR" } }, "region"],
];

test.each(OPT_OUTS)("%s: this request is not learned, the next one without it is", async (_, how, code) => {
  const user = somebody();
  expect(await say(user, HARMLESS, {}, how)).toBe(code);
  expect(await rowsOfObject(await objectOf(user))).toBe("[]");
  expect(await say(user, HARMLESS)).toBe("learned");

  const before = await rowsOfObject(await objectOf(user));
  expect(await say(user, "which hotels in Lisbon are close to the beach?", {}, how)).toBe(code);
  expect(await rowsOfObject(await objectOf(user))).toBe(before);
});

test.each(["off", "paused"] as const)("who asks for it is remembered: %s holds without any signal, until it is taken back", async (wish) => {
  const user = somebody();
  const code = { off: "opted_out", paused: "paused" }[wish];
  const choose = (personalisation: string) => ask(user, "PATCH", "/v1/me/preferences", { personalisation });
  expect(await say(user, HARMLESS)).toBe("learned");
  expect((await choose(wish)).status).toBe(200);
  expect(await say(user, HARMLESS)).toBe(code);
  expect(await say(user, HARMLESS, { conversation: "another" })).toBe(code);
  expect((await choose("on")).status).toBe(200);
  expect(await say(user, HARMLESS)).toBe("learned");
});

test("the stricter speaks: a signal before a stored choice, a stored choice before a sensitive matter", async () => {
  const user = somebody();
  await ask(user, "PATCH", "/v1/me/preferences", { personalisation: "off" });
  expect(await say(user, HARMLESS, {}, { headers: { "Sec-GPC": "1" } })).toBe("signal");
  expect(await say(user, "I was diagnosed with breast cancer last week, what now?")).toBe("opted_out");
});

test("the same for lookups: an opt-out in regs hides the profile of this call only", async () => {
  const user = somebody();
  expect(await say(user, HARMLESS)).toBe("learned");
  const bearer = await serviceKey();
  const status = async (regs: unknown, country = "US") =>
    (await answerOf(await call("POST", "/v1/profiles/lookup", { bearer, body: { users: [user], purpose: "content", country, regs } }))).profiles[0].status;
  expect(await status({})).toBe("present");
  expect(await status({ gpc: "1" })).toBe("opted_out");
  expect(await status({ us_privacy: "1YYN" })).toBe("opted_out");
  expect(await status({}, "DE")).toBe("region");
  expect(await status({})).toBe("present");
});
