/** Bad input gets a problem document that names the field and repeats nothing of what was sent. */
import { beforeAll, expect, test, vi } from "vitest";
import { MAX_SKEW_MS } from "../../worker/routes/message-schema.ts";
import { type Call, call, saying, serviceKey, somebody, userToken } from "../http.ts";

/** Stands in every bad request; must not come back. */
const CANARY = "canary-5f0e1c";

let user = "";
let service = "";
beforeAll(async () => {
  user = await userToken(somebody());
  service = await serviceKey();
});

const text = (size: number) => "x".repeat(size);
const message = (part: Record<string, unknown>) => ({ conversation_id: "c", messages: [{ id: "m", content: CANARY, ...part }] });
const candidates = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `c${index}` }));

type Case = readonly [name: string, path: string, body: unknown, field: string, status?: number, extra?: Call];

const MESSAGES: readonly Case[] = [
  ["no messages", "/v1/messages", { conversation_id: "c", messages: [] }, "messages"],
  [
    "nine messages",
    "/v1/messages",
    { conversation_id: "c", messages: Array.from({ length: 9 }, (_, index) => ({ id: `m${index}`, content: CANARY })) },
    "messages",
  ],
  ["no conversation", "/v1/messages", { messages: [{ id: "m", content: CANARY }] }, "conversation_id"],
  ["no id", "/v1/messages", { conversation_id: "c", messages: [{ content: CANARY }] }, "messages.0.id"],
  ["empty id", "/v1/messages", message({ id: "" }), "messages.0.id"],
  ["id of 129 characters", "/v1/messages", message({ id: text(129) }), "messages.0.id"],
  ["id with a blank", "/v1/messages", message({ id: "a b" }), "messages.0.id"],
  [
    "the same id twice",
    "/v1/messages",
    {
      conversation_id: "c",
      messages: [
        { id: "m", content: CANARY },
        { id: "m", content: CANARY },
      ],
    },
    "messages.1.id",
  ],
  ["content is a number", "/v1/messages", message({ content: 7 }), "messages.0.content"],
  ["unknown role", "/v1/messages", message({ role: "tool" }), "messages.0.role"],
  ["the assistant has the last word", "/v1/messages", message({ role: "assistant" }), "messages.0.role"],
  ["unknown modality", "/v1/messages", message({ modality: "video" }), "messages.0.modality"],
  ["sent at a text", "/v1/messages", message({ sent_at: CANARY }), "messages.0.sent_at"],
  ["sent at a date", "/v1/messages", message({ sent_at: "2026-05-01T12:00:00Z" }), "messages.0.sent_at"],
  ["sent at half a millisecond", "/v1/messages", message({ sent_at: 0.5 }), "messages.0.sent_at"],
  ["sent before 1970", "/v1/messages", message({ sent_at: -1 }), "messages.0.sent_at"],
  ["sent tomorrow", "/v1/messages", message({ sent_at: Date.now() + 24 * 3_600_000 }), "messages.0.sent_at"],
  ["unknown field", "/v1/messages", { ...message({}), profile: CANARY }, "profile"],
  ["unknown field within", "/v1/messages", message({ lang: "en" }), "messages.0.lang"],
  ["unknown option", "/v1/messages", { ...message({}), options: { learn: true, store: true } }, "options.store"],
  ["learn is a text", "/v1/messages", { ...message({}), options: { learn: CANARY } }, "options.learn"],
  ["bad surface", "/v1/messages", { ...message({}), surface: "My App" }, "surface"],
  ["decide without purpose", "/v1/messages", { ...message({}), options: { decide: { candidates: [] } } }, "options.decide.purpose"],
  ["a list", "/v1/messages", [CANARY], "body"],
];

const SERVICES: readonly Case[] = [
  ["no users", "/v1/profiles/lookup", { users: [], purpose: "ads" }, "users"],
  ["101 users", "/v1/profiles/lookup", { users: Array.from({ length: 101 }, (_, index) => `u${index}`), purpose: "ads" }, "users"],
  ["unknown purpose", "/v1/profiles/lookup", { users: ["u"], purpose: CANARY }, "purpose"],
  ["limit 0", "/v1/profiles/lookup", { users: ["u"], purpose: "ads", limit: 0 }, "limit"],
  ["limit 21", "/v1/profiles/lookup", { users: ["u"], purpose: "ads", limit: 21 }, "limit"],
  ["201 candidates", "/v1/decisions", { user: "u", purpose: "ads", candidates: candidates(201) }, "candidates"],
  ["two candidates of one id", "/v1/decisions", { user: "u", purpose: "ads", candidates: [{ id: "a" }, { id: "a" }] }, "candidates"],
  ["unknown topic", "/v1/decisions", { user: "u", purpose: "ads", candidates: [{ id: "a", topics: [CANARY] }] }, "candidates.0.topics.0"],
  ["no value", "/v1/decisions", { user: "u", purpose: "ads", candidates: [{ id: "a", value: 0 }] }, "candidates.0.value"],
  ["count 0", "/v1/decisions", { user: "u", purpose: "ads", candidates: [], count: 0 }, "count"],
  ["unknown kind", "/v1/events", { user: "u", events: [{ id: "e", decision_id: "d", kind: CANARY }] }, "events.0.kind"],
  ["unknown signal", "/v1/signals", { user: "u", country: "US", signals: [{ id: "s", kind: "stare", topics: ["653"] }] }, "signals.0.kind"],
  ["text is missing", "/v1/classify", { country: "US" }, "text"],
  ["four earlier texts", "/v1/classify", { country: "US", text: CANARY, earlier: ["a", "b", "c", "d"] }, "earlier"],
  ["a bid request without id", "/v1/openrtb/enrich", { user: { id: "u" } }, "id"],
];

test.each([...MESSAGES, ...SERVICES])("%s: %s", async (...one) => {
  const [, path, body, field, status = 400] = one as unknown as Case;
  const response = await call("POST", path, { bearer: path === "/v1/messages" ? user : service, body });
  const answer = await response.text();
  expect(response.status, answer).toBe(status);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(answer).not.toContain(CANARY);
  const problem = JSON.parse(answer);
  expect(problem).toMatchObject({ type: "about:blank", title: "Invalid request", status });
  expect(problem.errors.map((error: { field: string }) => error.field)).toContain(field);
});

test.each([
  ["malformed JSON", "{", { "Content-Type": "application/json" }, 400, "body"],
  ["no content type", "{}", { "Content-Type": "" }, 415, "Content-Type"],
  ["a form", "a=b", { "Content-Type": "application/x-www-form-urlencoded" }, 415, "Content-Type"],
  ["text", "{}", { "Content-Type": "text/plain" }, 415, "Content-Type"],
  ["one byte over 64 KiB", JSON.stringify(message({ content: "" })).padEnd(64 * 1024 + 1), { "Content-Type": "application/json" }, 413, "body"],
  ["malformed at exactly 64 KiB", "{".padEnd(64 * 1024), { "Content-Type": "application/json" }, 400, "body"],
] satisfies [string, string, Record<string, string>, number, string][])("%s", async (_, body, headers, status, field) => {
  const { exports } = await import("cloudflare:workers");
  const response = await exports.default.fetch("https://inkling.test/v1/messages", {
    method: "POST",
    headers: { Authorization: `Bearer ${user}`, ...headers },
    body,
    cf: { country: "US" },
  } as RequestInit);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ errors: [{ field }] });
});

test("a sender's clock may be a minute ahead, not a millisecond more", async () => {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now });
  try {
    const send = async (sent_at: number) => (await call("POST", "/v1/messages", { bearer: user, body: message({ sent_at }) })).status;
    expect(await send(now + MAX_SKEW_MS)).toBe(200);
    expect(await send(now + MAX_SKEW_MS + 1)).toBe(400);
  } finally {
    vi.useRealTimers();
  }
});

test("a JSON content type with a charset is JSON", async () => {
  const response = await call("POST", "/v1/messages", { bearer: user, body: saying("ok"), headers: { "Content-Type": "application/json; charset=utf-8" } });
  expect(response.status).toBe(200);
});

test.each([
  ["no credential", undefined, "/v1/messages", 401],
  ["a word", "secret", "/v1/messages", 401],
  ["a service key where a user token belongs", "service", "/v1/messages", 401],
  ["a user token where a service key belongs", "user", "/v1/profiles/lookup", 401],
  ["a key without the scope", "narrow", "/v1/decisions", 403],
])("%s", async (_, kind, path, status) => {
  const credentials: Record<string, string> = { secret: "secret", service, user, narrow: await serviceKey(["profiles:read"]) };
  const response = await call("POST", path, { body: {}, ...(kind === undefined ? {} : { bearer: credentials[kind] ?? "" }) });
  expect(response.status).toBe(status);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(response.headers.has("WWW-Authenticate")).toBe(status === 401);
});

test("an unknown path is a 404 problem", async () => {
  const response = await call("GET", "/v1/nothing");
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ title: "No such path", status: 404 });
});
