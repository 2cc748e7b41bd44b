/** The inline mode over HTTP: what is passed on, what is read beside it, and what is refused before either. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { classifier } from "../../worker/classify/bundled.ts";
import worker from "../../worker/index.ts";
import { answerOf, call, somebody, userToken } from "../http.ts";

// The model starts before the stories do: none of them is about a cold isolate.
await classifier();

const WORKER_ENV = { ...env, UPSTREAM_URL: "https://upstream.test/v1" } as unknown as Env;
const HARMLESS = "cheap flights to Lisbon in May?";
const SENSITIVE = "I was diagnosed with breast cancer last week, what now?";
const MEBIBYTE = 1024 * 1024;

/** Bodies that the language model was sent, each whole. */
let forwarded: string[] = [];
beforeEach(() => {
  forwarded = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (_, init) => {
    forwarded.push(await new Response(init?.body).text());
    return new Response('data: {"choices":[]}\n\n', { status: 201, headers: { "Content-Type": "text/event-stream" } });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** One chat of a person in the United States; over only when everything behind its answer is. */
async function chat(user: string, body: string | ReadableStream, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request<unknown, IncomingRequestCfProperties>("https://inkling.test/v1/chat/completions", {
    method: "POST",
    headers: { Authorization: `Bearer ${await userToken(user)}`, "Content-Type": "application/json", ...headers },
    body,
    cf: { country: "US" } as IncomingRequestCfProperties,
  });
  const context = createExecutionContext();
  const answer = await worker.fetch(request, WORKER_ENV, context);
  await waitOnExecutionContext(context);
  return answer;
}

const messages = (...all: unknown[]): string => JSON.stringify({ model: "m", messages: all });
const says = (content: unknown) => ({ role: "user", content });

/** Receipts: how often each topic of a person was learned, on a surface. */
async function learned(user: string, surface = "default"): Promise<Record<string, number>> {
  const { interests } = await answerOf(await call("GET", "/v1/me", { bearer: await userToken(user) }));
  const here = interests.filter(({ surfaces }: { surfaces: string[] }) => surfaces.includes(surface));
  return Object.fromEntries(here.map(({ id, count }: { id: string; count: number }) => [id, count]));
}

test("a chat that ends with the person's words is passed on untouched and read", async () => {
  const user = somebody();
  const body = messages({ role: "system", content: "Be kind." }, says(HARMLESS));
  const answer = await chat(user, body);
  expect([answer.status, answer.headers.get("Content-Type"), await answer.text()]).toEqual([201, "text/event-stream", 'data: {"choices":[]}\n\n']);
  expect(forwarded).toEqual([body]);
  expect(await learned(user)).toMatchObject({ "653": 1 });
});

const IMAGE = { type: "image_url", image_url: { url: "https://x.test/a.png" } };

test.each([
  [
    "a tool's result",
    [
      { role: "assistant", content: null, tool_calls: [] },
      { role: "tool", tool_call_id: "t", content: "12 flights" },
    ],
  ],
  ["a call of a tool", [{ role: "assistant", content: null, tool_calls: [] }]],
  ["an answer", [{ role: "assistant", content: "Where to?" }]],
  ["a picture alone", [says([IMAGE])]],
  ["a picture with empty words", [says([{ type: "text", text: " " }, IMAGE])]],
  ["nothing", [says("")]],
])("a chat that ends with %s is not read again", async (_, end) => {
  const user = somebody();
  await chat(user, messages(says(HARMLESS)));
  const before = await learned(user);
  expect(before).toMatchObject({ "653": 1 });
  for (let trip = 0; trip < 2; trip++) expect((await chat(user, messages(says(HARMLESS), ...end))).status).toBe(201);
  expect(await learned(user)).toEqual(before);
});

test("turns without words in between leave room for those with words", async () => {
  const user = somebody();
  const calls = Array.from({ length: 12 }, () => ({ role: "tool", content: "12 flights" }));
  await chat(user, messages(says(SENSITIVE), ...calls, says(HARMLESS)));
  expect(await learned(user)).toEqual({});
});

/** A body in chunks, without a Content-Length. */
const inChunks = (text: string, size = 64 * 1024): ReadableStream => {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
};

test("a body in chunks is read up to 1 MiB, and passed on whole beyond", async () => {
  const padded = (bytes: number) => {
    const bare = messages({ role: "tool", content: "" }, says(HARMLESS));
    return bare.replace('""', `"${"x".repeat(bytes - bare.length)}"`);
  };
  const [short, long] = [somebody(), somebody()];
  const errors = vi.spyOn(console, "error");
  for (const [user, bytes] of [
    [short, MEBIBYTE],
    [long, MEBIBYTE + 1],
    [long, 5 * MEBIBYTE],
  ] as const) {
    const body = padded(bytes);
    expect((await chat(user, inChunks(body))).status).toBe(201);
    expect(forwarded.at(-1) === body).toBe(true);
  }
  expect(await learned(short)).toMatchObject({ "653": 1 });
  expect(await learned(long)).toEqual({});
  expect(errors).not.toHaveBeenCalled();
});

test("letters that a chunk cuts in two are put together", async () => {
  const user = somebody();
  await chat(user, inChunks(messages(says("des vols pas chers pour Málaga, où réserver à l'été ?")), 1));
  expect(await learned(user)).toMatchObject({ "653": 1 });
});

test.each([
  ["Inkling-Surface", "Messenger"],
  ["Inkling-Surface", ""],
  ["Inkling-Surface", "x".repeat(33)],
  ["Inkling-Message-Id", ""],
  ["Inkling-Message-Id", "x".repeat(129)],
  ["Inkling-Message-Id", "two words"],
  ["Inkling-Conversation-Id", ""],
  ["Inkling-Conversation-Id", "x".repeat(129)],
])("%s: %j is answered before anything is passed on", async (field, value) => {
  const user = somebody();
  const answer = await chat(user, messages(says(HARMLESS)), { [field]: value });
  expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
  expect(await answerOf(answer, 400)).toMatchObject({
    title: "Invalid request",
    status: 400,
    errors: expect.arrayContaining([{ field, detail: expect.any(String) }]),
  });
  expect(forwarded).toEqual([]);
  expect(await learned(user)).toEqual({});
});

test("the headers say where it is learned, and as what it counts once", async () => {
  const user = somebody();
  const headers = { "Inkling-Surface": "messenger", "Inkling-Message-Id": "m".repeat(128), "Inkling-Conversation-Id": "c".repeat(128) };
  for (let time = 0; time < 2; time++) expect((await chat(user, messages(says(HARMLESS)), headers)).status).toBe(201);
  expect(await learned(user, "messenger")).toMatchObject({ "653": 1 });
  expect(await learned(user)).toEqual({});
});

test("a sensitive turn silences the rest of its conversation, and no chat that says not which it is", async () => {
  const [one, other] = [somebody(), somebody()];
  const headers = { "Inkling-Conversation-Id": "c1" };
  for (const content of [SENSITIVE, HARMLESS]) {
    await chat(one, messages(says(content)), headers);
    await chat(other, messages(says(content)));
  }
  expect(await learned(one)).toEqual({});
  expect(await learned(other)).toMatchObject({ "653": 1 });
  // Within one chat its own turns are the context, named or not.
  const third = somebody();
  await chat(third, messages(says(SENSITIVE), { role: "assistant", content: "I am sorry." }, says(HARMLESS)));
  expect(await learned(third)).toEqual({});
});

test("the API description says what is answered", async () => {
  const { paths } = await answerOf(await call("GET", "/openapi.json"));
  const { parameters, responses } = paths["/v1/chat/completions"].post;
  expect(Object.keys(responses).sort()).toEqual(["200", "400", "401", "502", "503", "default"]);
  const schemas = Object.fromEntries(parameters.map(({ name, schema }: { name: string; schema: object }) => [name, schema]));
  expect(schemas["Inkling-Message-Id"]).toMatchObject({ minLength: 1, maxLength: 128 });
  expect(schemas["Inkling-Conversation-Id"]).toMatchObject({ minLength: 1, maxLength: 128 });
  expect(schemas["Inkling-Surface"]).toMatchObject({ pattern: expect.any(String) });
});

test("another type of body is passed on, with nothing learned", async () => {
  const user = somebody();
  vi.spyOn(console, "error").mockImplementation(() => {});
  const answer = await chat(user, "no JSON", { "Content-Type": "text/plain" });
  expect([answer.status, forwarded]).toEqual([201, ["no JSON"]]);
  expect(await learned(user)).toEqual({});
});

test("nobody behind it, or nobody who answers", async () => {
  expect((await call("POST", "/v1/chat/completions", { bearer: await userToken(somebody()), body: { messages: [] } })).status).toBe(503);
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new Error("connection lost"));
  expect((await chat(somebody(), messages(says(HARMLESS)))).status).toBe(502);
});
