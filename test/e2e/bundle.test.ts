/** The built bundle, as `npm start` and a deploy would run it: real assets, real settings. */
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestHarness } from "wrangler";
import { mintUserToken } from "../../worker/auth/user-token.ts";

const SECRETS = { PERSON_SECRET: "e2e-person-secret", TOKEN_SECRET: "e2e-token-secret" };
const server = createTestHarness({ workers: [{ configPath: path.join(import.meta.dirname, "../../wrangler.toml"), secrets: SECRETS }] });

beforeAll(async () => {
  await server.listen();
  await server.getWorker().applyD1Migrations("DB");
});
afterAll(() => server.close());

const send = async (content: string, country: string, user = crypto.randomUUID()) => {
  const token = await mintUserToken({ tenant: "demo", user, conn: "client", age: "adult", life: 600 }, { tokenSecret: SECRETS.TOKEN_SECRET }, Date.now());
  const init = {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ conversation_id: "c", messages: [{ id: crypto.randomUUID(), content }], options: { confirm: true } }),
    cf: { country },
  };
  return (await server.fetch("/v1/messages", init as never)).json();
};

test("a message is learned and leaves none of its words in the log", async () => {
  const canary = crypto.randomUUID();
  expect(await send("cheap flights to Lisbon in May?", "US")).toMatchObject({
    outcome: "learned",
    topics: expect.arrayContaining([expect.objectContaining({ id: "653" })]),
  });
  await send(`a word that nobody else says: ${canary}`, "US");
  expect(JSON.stringify(server.getLogs())).not.toContain(canary);
});

test("a protected region passes through", async () => {
  expect(await send("cheap flights to Lisbon in May?", "DE")).toMatchObject({ outcome: "skipped", skip_code: "region" });
});

test.each([
  ["/", "text/html"],
  ["/me", "text/html"],
  ["/transparency", "text/html"],
  ["/docs", "text/html"],
  ["/vendor/rapidoc.js", "javascript"],
  ["/openapi.json", "application/json"],
  ["/health", "application/json"],
  ["/.well-known/gpc.json", "application/json"],
])("%s is served", async (at, type) => {
  const response = await server.fetch(at);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toContain(type);
});
