/** A person's controls and a caller's decisions, over HTTP. */
import { expect, test } from "vitest";
import { ExportDocument } from "../../worker/profile/export-schema.ts";
import { answerOf, call, saying, serviceKey, somebody, userToken } from "../http.ts";
import { send } from "../proofs/talk.ts";

const FLIGHT = { id: "flight", topics: ["672"], text: "Fly to Lisbon from $49" };
const CLINIC = { id: "clinic", topics: ["672"], text: "Our clinic treats cancer patients and diabetes" };

test("signals, a decision, feedback, why, block, export", async () => {
  const user = somebody();
  const bearer = await userToken(user);
  const service = await serviceKey();
  const ask = async (path: string, body: unknown) => answerOf(await call("POST", path, { bearer: service, body }));

  const signals = {
    user,
    country: "US",
    signals: [
      { id: "s1", kind: "follow", topics: ["672"] },
      { id: "s1", kind: "follow", topics: ["672"] },
    ],
  };
  expect((await ask("/v1/signals", signals)).results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["learned", "duplicate"]);
  expect((await ask("/v1/signals", { ...signals, country: "FR" })).results[0].outcome).toBe("region");

  const wish = { user, purpose: "content", candidates: [CLINIC, FLIGHT], count: 2 };
  const decision = await ask("/v1/decisions", wish);
  expect(decision.picks.map(({ id }: { id: string }) => id)).toEqual(["flight"]);
  expect(await ask("/v1/decisions", { ...wish, country: "DE" })).toMatchObject({ picks: [], skip_code: "region" });

  const events = { user, events: [{ id: "e1", decision_id: decision.decision_id, kind: "impression" }] };
  expect((await ask("/v1/events", events)).results[0].outcome).toBe("recorded");
  expect((await ask("/v1/events", events)).results[0].outcome).toBe("duplicate");

  for (const lang of ["en", "fr", "es", "pt"]) {
    const why = await answerOf(await call("GET", `/v1/me/decisions/${decision.decision_id}?lang=${lang}`, { bearer }));
    expect(why).toMatchObject({ language: lang, picks: [{ candidate: "flight", sentence: expect.stringMatching(/\w{3}/), exploration: expect.any(Boolean) }] });
  }
  const stranger = await call("GET", `/v1/me/decisions/${decision.decision_id}`, { bearer: await userToken(somebody()) });
  expect(stranger.status).toBe(404);

  const document = ExportDocument.parse(await answerOf(await call("GET", "/v1/me/export", { bearer })));
  expect(document.surfaces[0]?.counters.map(({ topic }) => topic.id)).toContain("672");

  await answerOf(await call("PUT", "/v1/me/topics/653", { bearer, body: { action: "block" } }));
  expect((await ask("/v1/decisions", wish)).picks).toEqual([]);
  expect((await answerOf(await call("GET", "/v1/me", { bearer }))).interests).toEqual([]);
  await answerOf(await call("DELETE", "/v1/me/topics/653", { bearer }));
  expect((await answerOf(await call("GET", "/v1/me", { bearer }))).interests).not.toEqual([]);
});

test("a message is ranked with its own topics before anything is stored, unless the caller forbids it", async () => {
  const decide = { purpose: "content", candidates: [FLIGHT, { id: "pans", topics: ["216"] }], count: 2 };
  const send = async (more: object) => {
    const body = saying("cheap flights to Lisbon in May?", { learn: false, decide: { ...decide, ...more } });
    return answerOf(await call("POST", "/v1/messages", { bearer: await userToken(somebody()), body }));
  };
  const { outcome, decision } = await send({});
  expect(outcome).toBe("contextual");
  // Chance may put the other one first.
  expect(decision.picks.find(({ id }: { id: string }) => id === "flight")).toMatchObject({
    reasons: expect.arrayContaining([expect.objectContaining({ kind: "message" })]),
  });
  const forbidden = await send({ use_message: false });
  expect(JSON.stringify(forbidden.decision)).not.toContain('"message"');
});

const WISH = "cheap flights to Lisbon in May?";
const ON_THE_SPOT = { purpose: "content", candidates: [{ ...FLIGHT, intents: ["purchase", "recommend", "plan"] }], count: 1 };
/** What the person sees of themselves. */
const seenBy = async (user: string) => answerOf(await call("GET", "/v1/me", { bearer: await userToken(user) }));
const kinds = (reasons: { kind: string }[]) => reasons.map(({ kind }) => kind);

test("with learn: false nothing is kept: no interest, no decision, no surface", async () => {
  const user = somebody();
  const untouched = await seenBy(user);
  const { outcome, decision } = await answerOf(await send(user, WISH, { learn: false, decide: ON_THE_SPOT }));
  expect(outcome).toBe("contextual");
  expect(kinds(decision.picks[0].reasons)).toContain("message");
  expect(await seenBy(user)).toEqual(untouched);
  const body = { user, events: [{ id: "e", decision_id: decision.decision_id, kind: "impression" }] };
  const { results } = await answerOf(await call("POST", "/v1/events", { bearer: await serviceKey(), body }));
  expect(results[0].outcome).toBe("unknown_decision");
});

test("with learning on the decision is kept, with what the message said", async () => {
  const user = somebody();
  await answerOf(await send(user, WISH, { decide: ON_THE_SPOT }));
  const { decisions, surfaces } = await seenBy(user);
  expect(surfaces).toHaveLength(1);
  expect(kinds(decisions[0].reasons)).toEqual(expect.arrayContaining(["message", "intent"]));
});

test("while personalisation is paused a decision is kept for the caps, without what the message said", async () => {
  const user = somebody();
  await answerOf(await call("PATCH", "/v1/me/preferences", { bearer: await userToken(user), body: { personalisation: "paused" } }));
  const { skip_code, decision } = await answerOf(await send(user, WISH, { decide: ON_THE_SPOT }));
  expect(skip_code).toBe("paused");
  expect(kinds(decision.picks[0].reasons)).toEqual(expect.arrayContaining(["message", "intent"]));
  const { decision_id } = decision;
  const { decisions } = await seenBy(user);
  expect(decisions).toMatchObject([{ decision_id, candidate: "flight" }]);
  // Chance may have had its part, and may be told.
  expect(kinds(decisions[0].reasons).filter((kind) => kind !== "exploration")).toEqual([]);
  const why = await answerOf(await call("GET", `/v1/me/decisions/${decision_id}`, { bearer: await userToken(user) }));
  expect(why.picks).toMatchObject([{ topic: null, sentence: expect.stringMatching(/\w{3}/) }]);
});

test("only topics that may be kept rest after a purchase", async () => {
  const user = somebody();
  const service = await serviceKey();
  const resting = async () => (await seenBy(user)).cooldowns.map(({ id }: { id: string }) => id);
  const buy = async (id: string, topics: string[]) =>
    answerOf(await call("POST", "/v1/signals", { bearer: service, body: { user, country: "US", signals: [{ id, kind: "purchase", topics }] } }));
  await answerOf(await call("PUT", "/v1/me/topics/668", { bearer: await userToken(user), body: { action: "block" } }));
  await buy("s1", ["211"]);
  expect(await resting()).toEqual([]);
  await buy("s2", ["211", "668", "672"]);
  expect(await resting()).toEqual(["672"]);
});

test("a topic that was blocked after it was shown does not rest when the person says that they own it", async () => {
  const user = somebody();
  const service = await serviceKey();
  const wish = { user, purpose: "content", candidates: [{ id: "both", topics: ["672", "668"] }] };
  const { decision_id } = await answerOf(await call("POST", "/v1/decisions", { bearer: service, body: wish }));
  await answerOf(await call("PUT", "/v1/me/topics/668", { bearer: await userToken(user), body: { action: "block" } }));
  const events = { user, events: [{ id: "e", decision_id, kind: "owned" }] };
  expect((await answerOf(await call("POST", "/v1/events", { bearer: service, body: events }))).results[0].outcome).toBe("recorded");
  expect((await seenBy(user)).cooldowns.map(({ id }: { id: string }) => id)).toEqual(["672"]);
});

test("two accounts are joined with a code, sum their interests, and part exactly", async () => {
  const [one, other] = [somebody(), somebody()];
  const service = await serviceKey();
  const tokens = [await userToken(one), await userToken(other)] as const;
  const lookup = async (user: string) =>
    (await answerOf(await call("POST", "/v1/profiles/lookup", { bearer: service, body: { users: [user], purpose: "content" } }))).profiles[0];
  await answerOf(await call("POST", "/v1/messages", { bearer: tokens[0], body: saying("cheap flights to Lisbon in May?") }));
  const before = await lookup(other);

  const { code } = await answerOf(await call("POST", "/v1/me/links", { bearer: tokens[0], body: {} }));
  expect((await call("POST", "/v1/me/links", { bearer: tokens[1], body: { code: "0000-0000" } })).status).toBe(409);
  const { link } = await answerOf(await call("POST", "/v1/me/links", { bearer: tokens[1], body: { code } }));
  expect((await call("POST", "/v1/me/links", { bearer: tokens[1], body: { code } })).status).toBe(409);
  expect(JSON.stringify(await lookup(other))).toContain('"653"');

  await answerOf(await call("DELETE", `/v1/me/links/${link.id}`, { bearer: tokens[1] }));
  expect(await lookup(other)).toEqual(before);
});

test("a bid request gains segments, and one with an opt-out comes back as it was", async () => {
  const user = somebody();
  const service = await serviceKey();
  await answerOf(
    await call("POST", "/v1/signals", { bearer: service, body: { user, country: "US", signals: [{ id: "s", kind: "purchase", topics: ["483"] }] } }),
  );
  const bid = { id: "b", user: { id: user }, device: { geo: { country: "USA" } }, imp: [{ id: "1" }] };
  const enrich = async (body: object) => answerOf(await call("POST", "/v1/openrtb/enrich", { bearer: service, body }));
  expect(await enrich(bid)).toMatchObject({ id: "b", imp: [{ id: "1" }] });
  for (const closed of [
    { ...bid, device: { geo: { country: "DEU" } } },
    { ...bid, regs: { us_privacy: "1YYN" } },
    { ...bid, device: {} },
  ])
    expect(await enrich(closed)).toEqual(closed);
});
