/** Feedback passes the same gate as signals: where nothing may be learned, nothing is recorded. */
import { expect, test } from "vitest";
import { answerOf, call, serviceKey, somebody } from "../http.ts";

const OPT_OUT = { gpc: 1 };

async function shown(): Promise<{ user: string; decision_id: string }> {
  const user = somebody();
  const body = { user, purpose: "content", candidates: [{ id: "flight", topics: ["672"] }] };
  const { decision_id } = await answerOf(await call("POST", "/v1/decisions", { bearer: await serviceKey(), body }));
  return { user, decision_id };
}

const tell = async (more: object, tenant?: string) => {
  const { user, decision_id } = await shown();
  const bearer = await serviceKey(undefined, tenant);
  const events = [
    { id: "e1", decision_id, kind: "click" },
    { id: "e2", decision_id, kind: "not_interested" },
  ];
  const ask = async (facts: object) => (await answerOf(await call("POST", "/v1/events", { bearer, body: { user, events, ...facts } }))).results;
  return { refused: await ask(more), recorded: await ask({ country: "US" }) };
};

test.each([
  ["a protected country", { country: "FR" }, "region"],
  ["a country nobody knows", { country: "xx" }, "region"],
  ["the GDPR", { regs: { gdpr: 1 } }, "region"],
  ["a child", { country: "US", regs: { coppa: 1 } }, "minor"],
  ["an opt-out", { country: "US", regs: OPT_OUT }, "signal"],
])("%s: nothing is recorded, so the same events count later", async (_, facts, outcome) => {
  const { refused, recorded } = await tell(facts);
  expect(refused).toEqual(["e1", "e2"].map((id) => ({ id, outcome })));
  expect(recorded).toEqual(["e1", "e2"].map((id) => ({ id, outcome: "recorded" })));
});

test("a tenant that is not in effect records nothing", async () => {
  const { refused, recorded } = await tell({}, "silent");
  for (const results of [refused, recorded]) expect(results).toEqual(["e1", "e2"].map((id) => ({ id, outcome: "not_in_effect" })));
});

test("without a country the other rules are asked", async () => {
  const { refused, recorded } = await tell({});
  expect(refused.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["recorded", "recorded"]);
  expect(recorded.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["duplicate", "duplicate"]);
});
