/** `POST /v1/messages`: what goes in and what comes out. */
import { z } from "@hono/zod-openapi";
import { LANGUAGES } from "../domain/vocabulary.ts";
import { DecideOption, DecisionAnswer } from "./candidate.ts";
import { ConversationId, IntentScore, MessageId, Modality, SkipCode, Surface, TopicScore } from "./fields.ts";

/** Most messages in one call: the last one and its context. */
export const MAX_MESSAGES = 8;
/** A caller's clock may be this far ahead of ours. */
export const MAX_SKEW_MS = 60_000;

const Message = z
  .strictObject({
    id: MessageId,
    role: z.enum(["user", "assistant", "system"]).default("user"),
    content: z.string().openapi({ description: "Read, never stored. Beyond 2,000 characters the older end is cut." }),
    modality: Modality.default("text"),
    sent_at: z.int().min(0).optional().openapi({
      description:
        "Epoch milliseconds at which the person sent it; that of the last message counts. Say it wherever messages can come late (a queue, a retry): after an erasure and a new start, what was sent before the new start is not learned. Left out, a message counts as sent when it arrives. At most a minute in the future.",
    }),
  })
  .openapi("Message");

export const MessagesRequest = z
  .strictObject({
    conversation_id: ConversationId,
    messages: z.array(Message).min(1).max(MAX_MESSAGES).openapi({
      description: "Oldest first. The last one, by the person, is learned from; earlier ones help to understand it and can suppress it.",
    }),
    surface: Surface,
    options: z
      .strictObject({
        learn: z.boolean().default(true).openapi({
          description: "false: classify and decide, keep nothing. Such a decision counts for no cap and cannot be explained, and events on it find nothing.",
        }),
        confirm: z.boolean().default(false).openapi({ description: "true: answer only after the write." }),
        decide: DecideOption.optional(),
      })
      .default({ learn: true, confirm: false }),
  })
  .superRefine(({ messages }, issues) => {
    const last = messages.length - 1;
    if (messages[last] && messages[last].role !== "user") {
      issues.addIssue({ code: "custom", path: ["messages", last, "role"], message: "the last message must be the person's (role user)" });
    }
    const seen = new Set<string>();
    messages.forEach(({ id }, index) => {
      if (seen.has(id)) issues.addIssue({ code: "custom", path: ["messages", index, "id"], message: "used twice in this call" });
      seen.add(id);
    });
  })
  .openapi("MessagesRequest");
export type MessagesRequest = z.output<typeof MessagesRequest>;

export const MessagesAnswer = z
  .strictObject({
    id: MessageId.optional().openapi({ description: "Missing when the answer was made before the body was read." }),
    outcome: z.enum(["learned", "contextual", "skipped"]),
    skip_code: SkipCode.nullable(),
    language: z.enum(LANGUAGES).nullable(),
    topics: z.array(TopicScore),
    intents: z.array(IntentScore),
    model: z.string().openapi({ description: "taxonomy:model", example: "t1:m1" }),
    decision: DecisionAnswer.nullable(),
  })
  .openapi("MessagesAnswer");
export type MessagesAnswer = z.output<typeof MessagesAnswer>;
