/** One person through the whole product, over HTTP. */
import { afterEach, expect, test, vi } from "vitest";
import { answerOf, call, saying, serviceKey, somebody, userToken } from "../http.ts";

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

/** Moves the clock that the Worker reads. */
const at = (now: number) => vi.useFakeTimers({ toFake: ["Date"], now });

test("learn, learn again an hour later, be usable, stay silent about illness, erase, replay", async () => {
  const user = somebody();
  const start = Date.now();
  const first = saying("cheap flights to Lisbon in May?");
  const send = async (body: unknown) => answerOf(await call("POST", "/v1/messages", { bearer: await userToken(user), body }));
  const lookup = async (purpose: string) => {
    const { profiles } = await answerOf(await call("POST", "/v1/profiles/lookup", { bearer: await serviceKey(), body: { users: [user], purpose } }));
    return profiles[0];
  };
  const ids = (profile: { topics: { id: string }[] }) => profile.topics.map(({ id }) => id);

  at(start);
  const learned = await send(first);
  expect(learned).toMatchObject({ outcome: "learned", skip_code: null, language: "en", decision: null });
  expect(ids(learned)).toContain("653");

  expect(await lookup("content")).toMatchObject({ status: "present" });
  expect(ids(await lookup("content"))).toContain("653");
  expect(ids(await lookup("ads"))).not.toContain("653");

  at(start + HOUR_MS + 1);
  expect(await send(saying("which hotels in Lisbon are close to the beach?"))).toMatchObject({ outcome: "learned" });
  expect(ids(await lookup("ads"))).toContain("653");

  const before = await lookup("content");
  expect(await send(saying("I was just diagnosed with type 2 diabetes, what should I stop eating?"))).toMatchObject({
    outcome: "skipped",
    skip_code: "sensitive",
    language: null,
    topics: [],
    intents: [],
  });
  expect(await lookup("content")).toEqual(before);

  const erased = await answerOf(await call("DELETE", "/v1/me", { bearer: await userToken(user) }));
  expect(erased).toMatchObject({ erased: true });
  expect(await lookup("content")).toMatchObject({ status: "empty", topics: [], intents: [] });

  expect(await send(first)).toMatchObject({ outcome: "skipped" });
  expect(await send(saying("a tent for two people please"))).toMatchObject({ outcome: "skipped", skip_code: "opted_out" });
  expect(await lookup("content")).toMatchObject({ status: "empty", topics: [], intents: [] });
});
