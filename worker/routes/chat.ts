/**
 * `POST /v1/chat/completions`: inline mode for front ends that speak to one address only.
 *
 * The request goes to the operator's OpenAI-compatible API byte for byte and the answer streams back untouched. Beside
 * it, and only when the gate lets it through, a copy of the request is read and its last user message goes through the
 * pipeline. Whatever happens there, the chat gets its answer.
 */
import { z } from "@hono/zod-openapi";
import type { Turn } from "../domain/classification.ts";
import type { UserPrincipal } from "../domain/principal.ts";
import { gate } from "../gate/gate.ts";
import { gateInput } from "../gate/input.ts";
import { handleMessage, type MessageCall } from "../pipeline.ts";
import { requireUser } from "./authentication.ts";
import { describe } from "./describe.ts";
import { doorsFor } from "./doors.ts";
import { DEFAULT_SURFACE, SurfaceName } from "./fields.ts";
import type { App, AppContext } from "./hono.ts";
import { MAX_MESSAGES } from "./message-schema.ts";
import { countOutcome } from "./messages.ts";
import { Problem } from "./problem.ts";
import { SignalHeaders } from "./signal-headers.ts";

/** A longer conversation is passed on all the same; it is only not read. */
const MAX_READ_BYTES = 1024 * 1024;

/** What is looked at of a chat request; everything else is the language model's business. */
const ChatRequest = z
  .looseObject({
    messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  })
  .openapi("ChatCompletionRequest");

const ChatHeaders = SignalHeaders.extend({
  "Inkling-Message-Id": z
    .string()
    .max(128)
    .optional()
    .openapi({ description: "Idempotency key of the last message; without it a repeated call counts again." }),
  "Inkling-Conversation-Id": z.string().max(128).optional(),
  "Inkling-Surface": SurfaceName.optional(),
});

export function mountChat(app: App): void {
  const path = describe(app, {
    method: "post",
    path: "/v1/chat/completions",
    summary: "Inline mode: pass a chat on, read its last message beside it",
    description: "The operator's OpenAI-compatible API answers (UPSTREAM_URL); the answer, streamed or not, comes back untouched.",
    tag: "Messages",
    security: "userToken",
    headers: ChatHeaders,
    body: ChatRequest,
    answer: z.looseObject({}),
    problems: [502, 503],
  });
  app.post(path, async (c) => {
    const user = await requireUser(c);
    const { upstream } = c.var.services.config;
    if (!upstream) throw new Problem(503, "No language model behind this", { detail: "Set UPSTREAM_URL to an OpenAI-compatible API." });
    const forUpstream = maybeRead(c, user);
    const answer = await fetch(`${upstream.url}/chat/completions`, {
      method: "POST",
      headers: {
        "Content-Type": c.req.header("Content-Type") ?? "application/json",
        Accept: c.req.header("Accept") ?? "*/*",
        ...(upstream.key === null ? {} : { Authorization: `Bearer ${upstream.key}` }),
      },
      body: forUpstream,
    }).catch(() => {
      throw new Problem(502, "The language model did not answer");
    });
    const headers = new Headers({ "Cache-Control": "no-store" });
    const type = answer.headers.get("Content-Type");
    if (type !== null) headers.set("Content-Type", type);
    return new Response(answer.body, { status: answer.status, headers });
  });
}

/** The body for the upstream. Where the gate says no it is the untouched stream; else one half of it, the other is read behind. */
function maybeRead(c: AppContext, user: UserPrincipal): ReadableStream | null {
  const { body } = c.req.raw;
  const length = Number(c.req.header("Content-Length") ?? 0);
  if (!body || length > MAX_READ_BYTES || gate(gateInput(c.req.raw, user, c.var.services.config, c.var.now))) return body;
  const [forUpstream, copy] = body.tee();
  c.executionCtx.waitUntil(c.var.services.behind("classify", learnFrom(c, user, copy)));
  return forUpstream;
}

async function learnFrom(c: AppContext, user: UserPrincipal, copy: ReadableStream): Promise<void> {
  const call = toCall(await new Response(copy).json(), c);
  if (call) countOutcome(c, user, await handleMessage(doorsFor(c, user, async () => call)));
}

/** The call that the pipeline takes; null when the chat does not end with words of the person. */
function toCall(value: unknown, c: AppContext): MessageCall | null {
  const { data } = ChatRequest.safeParse(value);
  const id = c.req.header("Inkling-Message-Id") ?? crypto.randomUUID();
  const turns = (data?.messages ?? []).slice(-MAX_MESSAGES).flatMap(({ role, content }, index): Turn[] => {
    const text = textOf(content);
    if (text === null || (role !== "user" && role !== "assistant" && role !== "system")) return [];
    return [{ id: `${id}-${index}`, role, content: text, modality: "text" }];
  });
  const last = turns.at(-1);
  if (last?.role !== "user") return null;
  return {
    surface: SurfaceName.safeParse(c.req.header("Inkling-Surface")).data ?? DEFAULT_SURFACE,
    conversation: c.req.header("Inkling-Conversation-Id") ?? DEFAULT_SURFACE,
    turns: [...turns.slice(0, -1), { ...last, id }],
    learn: true,
    confirm: true,
    decide: null,
  };
}

/** The words of a message: a text, or the text parts of a list. */
function textOf(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  const parts = content.flatMap((part: unknown) => {
    const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown };
    return type === "text" && typeof text === "string" ? [text] : [];
  });
  return parts.length > 0 ? parts.join("\n") : null;
}
