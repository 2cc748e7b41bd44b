/** What `POST /v1/decisions` and `POST /v1/openrtb/enrich` may tell of a person, and whose word holds in them. */
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { answerOf, call, serviceKey, somebody, userToken } from "../http.ts";

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Thrift and a job search: each harmless, together they spell unemployment, so a look-up names their tier-1 nodes only. */
const THRIFT = "397";
const JOBS = "127";
/** Another leaf of the same tier-1 node as thrift, and of none of those here. */
const THRIFTS_SISTER = "396";
const TRAVEL = "653";
const FLIGHTS = "672";
/** Bars and restaurants: dropped where they are forbidden. */
const BARS = "179";

interface Picked {
  readonly id: string;
  readonly score: number;
  readonly reasons: readonly { readonly kind: string; readonly of?: string }[];
}

/** Somebody who follows these topics, with a caller's ways to ask about them. */
async function follower(...topics: string[]) {
  const user = somebody();
  const bearer = await serviceKey();
  const ask = async (path: string, body: object) => answerOf(await call("POST", path, { bearer, body }));
  const follow = async () => {
    const signals = topics.map((topic) => ({ id: crypto.randomUUID(), kind: "follow", topics: [topic] }));
    if (signals.length > 0) await ask("/v1/signals", { user, country: "US", signals });
  };
  await follow();
  const candidates = (...ids: string[]) => ids.map((id) => ({ id, topics: [id] }));
  return {
    user,
    follow,
    lookup: async (more: object = {}): Promise<string[]> => {
      const { profiles } = await ask("/v1/profiles/lookup", { users: [user], purpose: "content", ...more });
      return profiles[0].topics.map(({ id }: { id: string }) => id);
    },
    decide: (ids: readonly string[], more: object = {}): Promise<{ decision_id: string; picks: Picked[]; skip_code: string | null }> =>
      ask("/v1/decisions", { user, purpose: "content", candidates: candidates(...ids), count: 5, ...more }),
    enrich: (code3: string) => ask("/v1/openrtb/enrich", { id: "b", user: { id: user }, device: { geo: { country: code3 } } }),
    choose: async (method: string, path: string, body: object) => answerOf(await call(method, path, { bearer: await userToken(user), body })),
  };
}

const interestsIn = (picks: readonly Picked[]): string[] =>
  picks.flatMap(({ reasons }) => reasons.flatMap(({ kind, of }) => (/^(interest|boosted)/.test(kind) && of !== undefined ? [of] : [])));

test("reasons never name an interest that a look-up hides, and its candidate fares like any other of the node", async () => {
  const one = await follower(THRIFT, JOBS, FLIGHTS);
  const shown = await one.lookup({ country: "US" });
  expect(shown).toContain(FLIGHTS);
  expect(shown).not.toContain(THRIFT);
  expect(shown).not.toContain(JOBS);

  const { picks } = await one.decide([THRIFT, JOBS, THRIFTS_SISTER, FLIGHTS], { country: "US" });
  expect(picks.map(({ id }) => id).sort()).toEqual([THRIFT, JOBS, THRIFTS_SISTER, FLIGHTS].sort());
  expect(interestsIn(picks)).toContain(FLIGHTS);
  for (const topic of interestsIn(picks)) expect(shown).toContain(topic);
  const ground = (id: string) => picks.find((pick) => pick.id === id)?.reasons.find(({ kind }) => kind.startsWith("interest"));
  expect(ground(THRIFT)).toEqual(ground(THRIFTS_SISTER));
});

test("either of them alone is named", async () => {
  const one = await follower(THRIFT);
  expect(await one.lookup()).toContain(THRIFT);
  expect(interestsIn((await one.decide([THRIFT])).picks)).toContain(THRIFT);
});

test("what a country forbids is dropped in it: from a decision as from a look-up", async () => {
  const one = await follower(BARS);
  for (const country of ["US", "SA"]) {
    const shown = await one.lookup({ country });
    const { picks } = await one.decide([BARS], { country });
    expect([shown.includes(BARS), interestsIn(picks).includes(BARS)]).toEqual(country === "US" ? [true, true] : [false, false]);
  }
});

test("what a country forbids is dropped from a bid request of it", async () => {
  const one = await follower(BARS);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + HOUR_MS + 1 });
  await one.follow();
  const ids = async (code3: string): Promise<string[]> => {
    const { user } = await one.enrich(code3);
    return (user.data ?? []).flatMap(({ segment }: { segment: { id: string }[] }) => segment.map(({ id }) => id));
  };
  expect(await ids("USA")).toContain(BARS);
  expect(await ids("SAU")).not.toContain(BARS);
  expect(await ids("SAU")).toEqual(await one.lookup({ purpose: "ads", country: "SA" }));
});

const OPT_OUT = { regs: { gpc: "1" } };

test("an opt-out uses nothing of what interests the person, takes no chance and keeps nothing", async () => {
  const one = await follower(FLIGHTS);
  await one.choose("PUT", `/v1/me/topics/${FLIGHTS}`, { action: "boost" });
  expect(interestsIn((await one.decide([FLIGHTS])).picks)).toContain(FLIGHTS);
  for (let time = 0; time < 20; time++) {
    const { decision_id, picks, skip_code } = await one.decide([FLIGHTS, BARS], { ...OPT_OUT, count: 1 });
    expect(skip_code).toBeNull();
    expect(picks.map(({ reasons }) => reasons)).toEqual([[{ kind: "contextual", weight: expect.any(Number) }]]);
    expect((await call("GET", `/v1/me/decisions/${decision_id}`, { bearer: await userToken(one.user) })).status).toBe(404);
  }
});

test.each([
  ["an opt-out", { gpc: "1" }],
  ["a child", { coppa: 1 }],
  ["nothing", {}],
])("with %s in the call a purpose that is switched off stays off", async (_, regs) => {
  const one = await follower();
  await one.choose("PATCH", "/v1/me/preferences", { purposes: { ads: false } });
  expect(await one.decide([FLIGHTS], { purpose: "ads", regs })).toMatchObject({ picks: [], skip_code: "opted_out" });
  expect((await one.decide([FLIGHTS], { purpose: "content", regs })).picks).toHaveLength(1);
});

test("with an opt-out in the call a blocked topic stays blocked", async () => {
  const one = await follower();
  await one.choose("PUT", `/v1/me/topics/${TRAVEL}`, { action: "block" });
  expect((await one.decide([FLIGHTS, BARS], OPT_OUT)).picks.map(({ id }) => id)).toEqual([BARS]);
});

test("with an opt-out in the call the caps and the distance within a conversation hold", async () => {
  const one = await follower();
  const ads = { purpose: "ads", conversation_id: "c1" };
  expect((await one.decide([FLIGHTS], ads)).picks).toHaveLength(1);
  await vi.waitUntil(async () => (await one.decide([FLIGHTS], { ...OPT_OUT, purpose: "ads" })).picks.length === 0);
  expect((await one.decide([BARS], { ...ads, ...OPT_OUT })).picks).toEqual([]);
  expect((await one.decide([BARS], { ...OPT_OUT, purpose: "ads", conversation_id: "c2" })).picks).toHaveLength(1);
});

test.each([
  ["a protected country", { country: "DE" }],
  ["the GDPR", { regs: { gdpr: 1 } }],
  ["a protected country and an opt-out", { country: "DE", ...OPT_OUT }],
])("%s: nothing is read", async (_, more) => {
  const one = await follower();
  const [byName, byId] = [vi.spyOn(env.PERSON, "getByName"), vi.spyOn(env.PERSON, "get")];
  expect(await one.decide([FLIGHTS], more)).toMatchObject({ picks: [], skip_code: "region" });
  expect(byName).not.toHaveBeenCalled();
  expect(byId).not.toHaveBeenCalled();
});
