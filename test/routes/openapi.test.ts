/** The API description says what the Worker does: every call is in it, and answers fit its schemas. */
import { beforeAll, expect, test } from "vitest";
import { MessagesAnswer } from "../../worker/routes/message-schema.ts";
import { answerOf, call, saying, somebody, userToken } from "../http.ts";

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked, not typed
let description: any;
beforeAll(async () => {
  description = await answerOf(await call("GET", "/openapi.json"));
});

const CALLS = [
  "post /v1/messages",
  "post /v1/chat/completions",
  "post /v1/classify",
  "post /v1/signals",
  "post /v1/profiles/lookup",
  "post /v1/decisions",
  "post /v1/events",
  "post /v1/openrtb/enrich",
  "get /v1/me",
  "delete /v1/me",
  "patch /v1/me/preferences",
  "put /v1/me/topics/{id}",
  "delete /v1/me/topics/{id}",
  "get /v1/me/export",
  "get /v1/me/decisions/{id}",
  "post /v1/me/links",
  "delete /v1/me/links/{id}",
  "get /v1/policy",
  "get /v1/transparency",
  "get /health",
  "get /.well-known/gpc.json",
];

test("it is OpenAPI 3.1 and holds every call of the contract", () => {
  expect(description.openapi).toBe("3.1.0");
  const calls = Object.entries<object>(description.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  expect(calls).toEqual(expect.arrayContaining(CALLS));
});

test("every reference leads somewhere", () => {
  const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer = ""]) => pointer);
  expect(references.length).toBeGreaterThan(20);
  for (const pointer of references) {
    const target = pointer.split("/").reduce((at, key) => at?.[key], description);
    expect(target, pointer).toBeDefined();
  }
});

test("every call that takes a credential says which, and what its problems are", () => {
  for (const [path, methods] of Object.entries<Record<string, { security?: object[]; responses: object }>>(description.paths)) {
    for (const [method, { security, responses }] of Object.entries(methods)) {
      if (security) expect(Object.keys(responses), `${method} ${path}`).toContain("401");
    }
  }
});

test.each([
  ["learned", "cheap flights to Lisbon in May?"],
  ["skipped", "I was diagnosed with breast cancer last week, what now?"],
])("a %s answer fits its schema", async (_, content) => {
  const answer = await answerOf(await call("POST", "/v1/messages", { bearer: await userToken(somebody()), body: saying(content) }));
  expect(MessagesAnswer.parse(answer)).toEqual(answer);
});

test("the viewer is served without a foreign address", async () => {
  const page = await call("GET", "/docs");
  expect(page.headers.get("Content-Type")).toContain("text/html");
  expect(page.headers.get("Content-Security-Policy")).toContain("script-src 'self'");
  expect(await page.text()).not.toMatch(/https?:\/\//);
});
