/** A protected region is never read: nothing that could read is touched, counted by spies on the real bindings. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { InferenceSession } from "onnxruntime-web/wasm";
import { afterEach, expect, test, vi } from "vitest";
import worker from "../../worker/index.ts";
import { userToken } from "../http.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** What all sessions inherit from; the library's types call its class a factory. */
const SESSIONS = (InferenceSession as unknown as { readonly prototype: InferenceSession }).prototype;

const PROTECTED: readonly (readonly [name: string, cf: Record<string, unknown> | undefined, claims: Parameters<typeof userToken>[1]])[] = [
  ["Germany by connection", { country: "DE" }, {}],
  ["Korea by connection", { country: "KR" }, {}],
  ["Tor", { country: "T1" }, {}],
  ["no cf at all", undefined, {}],
  ["a claim that tightens", { country: "US" }, { country: "FR" }],
  ["a home that tightens", { country: "US" }, { home: "CH" }],
  ["a back end that does not say where the person is", { country: "US" }, { conn: "server" }],
];

test.each(PROTECTED)("%s", async (_, cf, claims) => {
  const pulled = vi.fn();
  const body = new ReadableStream(
    {
      pull(controller) {
        pulled();
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const spies = {
    run: vi.spyOn(SESSIONS, "run"),
    create: vi.spyOn(InferenceSession, "create"),
    object: vi.spyOn(env.PERSON, "getByName"),
    objectById: vi.spyOn(env.PERSON, "get"),
    statement: vi.spyOn(env.DB, "prepare"),
    batch: vi.spyOn(env.DB, "batch"),
    send: vi.spyOn(env.LEDGER, "send"),
    sendBatch: vi.spyOn(env.LEDGER, "sendBatch"),
    log: vi.spyOn(console, "log"),
    warn: vi.spyOn(console, "warn"),
    error: vi.spyOn(console, "error"),
  };
  const token = await userToken("protected", claims);
  // The handler itself, because a call through the runtime may pull the body on its way.
  const request = new Request<unknown, IncomingRequestCfProperties>("https://inkling.test/v1/messages", {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body,
    ...(cf === undefined ? {} : { cf: cf as unknown as IncomingRequestCfProperties }),
  });
  const context = createExecutionContext();
  const response = await worker.fetch(request, env, context);
  await waitOnExecutionContext(context);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    outcome: "skipped",
    skip_code: "region",
    language: null,
    topics: [],
    intents: [],
    model: expect.any(String),
    decision: null,
  });
  expect(pulled).not.toHaveBeenCalled();
  for (const spy of Object.values(spies)) expect(spy).not.toHaveBeenCalled();
});
