/**
 * `POST /v1/chat/completions`: inline mode for front ends that speak to one address only.
 *
 * The request goes to the operator's OpenAI-compatible API byte for byte and the answer streams back untouched. Beside
 * it, and only when the gate lets it through, a copy of the request is read and its last user message goes through the
 * pipeline. Whatever happens there, the chat gets its answer. Only a header of ours that is wrong is refused, whatever
 * the gate would say: a misspelt surface would otherwise be learned into the wrong profile.
 */
import type { UserPrincipal } from "../domain/principal.ts";
import { gate } from "../gate/gate.ts";
import { gateInput } from "../gate/input.ts";
import { handleMessage } from "../pipeline.ts";
import { requireUser } from "./authentication.ts";
import { ChatHeaders, describeChat } from "./chat-description.ts";
import { textWithin, toCall } from "./chat-reading.ts";
import { doorsFor } from "./doors.ts";
import type { App, AppContext } from "./hono.ts";
import { parse } from "./json-body.ts";
import { countOutcome } from "./messages.ts";
import { Problem } from "./problem.ts";

/** A longer conversation is passed on all the same; it is only not read. */
const MAX_READ_BYTES = 1024 * 1024;

export function mountChat(app: App): void {
  app.post(describeChat(app), async (c) => {
    const user = await requireUser(c);
    const headers = headersOf(c);
    const { upstream } = c.var.services.config;
    if (!upstream) throw new Problem(503, "No language model behind this", { detail: "Set UPSTREAM_URL to an OpenAI-compatible API." });
    const forUpstream = maybeRead(c, user, headers);
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
    const answerHeaders = new Headers({ "Cache-Control": "no-store" });
    const type = answer.headers.get("Content-Type");
    if (type !== null) answerHeaders.set("Content-Type", type);
    return new Response(answer.body, { status: answer.status, headers: answerHeaders });
  });
}

/** What the chat says about itself. @throws {Problem} 400 that names every wrong header */
const headersOf = (c: AppContext): ChatHeaders =>
  parse(ChatHeaders, Object.fromEntries(Object.keys(ChatHeaders.shape).map((name) => [name, c.req.header(name)])));

/**
 * The body for the upstream. Where the gate says no, or the body says that it is too long, it is the untouched stream;
 * else one half of it, the other is read behind.
 */
function maybeRead(c: AppContext, user: UserPrincipal, headers: ChatHeaders): ReadableStream | null {
  const { body } = c.req.raw;
  const length = Number(c.req.header("Content-Length") ?? 0);
  if (!body || length > MAX_READ_BYTES || gate(gateInput(c.req.raw, user, c.var.services.config, c.var.now))) return body;
  const [forUpstream, copy] = body.tee();
  c.executionCtx.waitUntil(c.var.services.behind("classify", learnFrom(c, user, headers, copy)));
  return forUpstream;
}

async function learnFrom(c: AppContext, user: UserPrincipal, headers: ChatHeaders, copy: ReadableStream<Uint8Array>): Promise<void> {
  const text = await textWithin(MAX_READ_BYTES, copy);
  const call = text === null ? null : toCall(JSON.parse(text), headers);
  if (call) countOutcome(c, user, await handleMessage(doorsFor(c, user, async () => call)));
}
