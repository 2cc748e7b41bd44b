/** Every skip code of the contract, reached over HTTP the way a caller would meet it. */
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { SKIP_CODES, type SkipCode } from "../../worker/domain/vocabulary.ts";
import { answerOf, type Call, call, saying, somebody, userToken } from "../http.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const WISH = "cheap flights to Lisbon in May?";

async function send(user: string, body: unknown, extra: Call & { claims?: Parameters<typeof userToken>[1] } = {}) {
  const { claims, ...rest } = extra;
  return answerOf(await call("POST", "/v1/messages", { bearer: await userToken(user, claims), body, ...rest }));
}

const patch = async (user: string, body: unknown) => answerOf(await call("PATCH", "/v1/me/preferences", { bearer: await userToken(user), body }));

const STORIES: Record<SkipCode, () => Promise<{ outcome: string; skip_code: string | null }>> = {
  region: () => send(somebody(), saying(WISH), { cf: { country: "DE" } }),
  minor: () => send(somebody(), saying(WISH), { claims: { age: "minor" } }),
  signal: () => send(somebody(), saying(WISH), { headers: { "Sec-GPC": "1" } }),
  not_in_effect: () => send(somebody(), saying(WISH), { claims: { tenant: "tomorrow" } }),
  sensitive: () => send(somebody(), saying("I was diagnosed with breast cancer last week, what now?")),
  unsupported_language: () => send(somebody(), saying("Welches Fahrrad eignet sich am besten für den täglichen Weg zur Arbeit in der Stadt?")),
  low_confidence: () => send(somebody(), saying("ok thanks!!")),
  async opted_out() {
    const user = somebody();
    await patch(user, { personalisation: "off" });
    return send(user, saying(WISH));
  },
  async paused() {
    const user = somebody();
    await patch(user, { personalisation: "paused" });
    return send(user, saying(WISH));
  },
  async duplicate() {
    const user = somebody();
    const message = saying(WISH);
    expect(await send(user, message)).toMatchObject({ outcome: "learned" });
    return send(user, message);
  },
  async rate_limited() {
    const user = somebody();
    let answer = await send(user, saying("hm"));
    for (let sent = 1; sent < 70 && answer.skip_code !== "rate_limited"; sent++) answer = await send(user, saying("hm"));
    return answer;
  },
  unavailable() {
    vi.spyOn(env.PERSON, "getByName").mockImplementation(() => {
      throw Object.assign(new Error("Durable Object is overloaded."), { overloaded: true, remote: true });
    });
    return send(somebody(), saying(WISH));
  },
};

test.each(SKIP_CODES)("%s", async (code) => {
  expect(await STORIES[code]()).toMatchObject({ outcome: "skipped", skip_code: code, topics: [], intents: [] });
});

test("a suppressed answer is byte-identical to any other skipped one, apart from the code and the blanks behind it", async () => {
  const user = somebody();
  const raw = async (content: string, id: string) =>
    (await call("POST", "/v1/messages", { bearer: await userToken(user), body: saying(content, { id }) })).text();
  const sensitive = await raw("I was diagnosed with breast cancer last week, what now?", `a-${user}`);
  const unsure = await raw("ok thanks!!", `b-${user}`);
  expect(sensitive).toHaveLength(unsure.length);
  expect(sensitive.trimEnd().replace(`a-${user}`, "ID").replace('"sensitive"', "CODE")).toBe(
    unsure.trimEnd().replace(`b-${user}`, "ID").replace('"low_confidence"', "CODE"),
  );
});
