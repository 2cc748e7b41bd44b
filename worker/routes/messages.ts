/** `POST /v1/messages`: the main call. */
import { BEAT_MS } from "../beat.ts";
import type { UserPrincipal } from "../domain/principal.ts";
import { handleMessage, type MessageCall, named, type Outcome, shownIntents } from "../pipeline.ts";
import { requireUser } from "./authentication.ts";
import { decisionAnswer } from "./candidate.ts";
import { describe } from "./describe.ts";
import { doorsFor } from "./doors.ts";
import type { App, AppContext } from "./hono.ts";
import { readJson } from "./json-body.ts";
import { MAX_SKEW_MS, MessagesAnswer, MessagesRequest } from "./message-schema.ts";
import { invalid } from "./problem.ts";
import { SignalHeaders } from "./signal-headers.ts";
import { spacedJson } from "./spaced.ts";

export function mountMessages(app: App): void {
  const path = describe(app, {
    method: "post",
    path: "/v1/messages",
    summary: "Read a message, keep its interests, forget its words",
    description: `The gate answers before the body is read. A refusal is an ordinary answer with a \`skip_code\`. Send the message beside the language model, never before it: answers leave at full beats of ${BEAT_MS} ms, so that their time tells nothing.`,
    tag: "Messages",
    security: "userToken",
    headers: SignalHeaders,
    body: MessagesRequest,
    answer: MessagesAnswer,
  });
  app.post(path, async (c) => {
    const user = await requireUser(c);
    const outcome = await handleMessage(doorsFor(c, user, () => readCall(c)));
    countOutcome(c, user, outcome);
    return new Response(spacedJson(onTheWire(outcome, c.var.services.model)), {
      headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    });
  });
}

/** The body as the pipeline takes it. @throws {Problem} for a body that does not fit the schema, or a message from the future */
export async function readCall(c: AppContext): Promise<MessageCall> {
  const { conversation_id, messages, surface, options } = await readJson(c, MessagesRequest);
  const { decide } = options;
  const future = messages.findIndex(({ sent_at }) => sent_at !== undefined && sent_at > c.var.now + MAX_SKEW_MS);
  if (future >= 0) throw invalid(`messages.${future}.sent_at`, "lies in the future");
  const sentAt = messages.at(-1)?.sent_at;
  return {
    surface,
    conversation: conversation_id,
    turns: messages,
    ...(sentAt === undefined ? {} : { sentAt }),
    learn: options.learn,
    confirm: options.confirm,
    decide: decide ? { purpose: decide.purpose, candidates: decide.candidates, count: decide.count, useMessage: decide.use_message } : null,
  };
}

/** The answer as the contract has it. */
export function onTheWire({ id, outcome, skip, language, topics, intents, decision }: Outcome, model: string): MessagesAnswer {
  return {
    ...(id === undefined ? {} : { id }),
    outcome,
    skip_code: skip,
    language: language === "other" ? null : language,
    topics: named(topics),
    intents: shownIntents(intents),
    model,
    decision: decision && decisionAnswer(decision),
  };
}

/** Counts the outcome for `/v1/transparency`. A protected request touches nothing, not even a counter that could be flushed. */
export function countOutcome(c: AppContext, user: UserPrincipal, { outcome, skip }: Outcome): void {
  if (skip === "region") return;
  c.var.services.count(user.tenant, skip ?? (outcome === "learned" ? "learned" : "contextual"), c.var.now, (work) => c.executionCtx.waitUntil(work));
}
