/**
 * What `/openapi.json` says about the inline mode. Other calls are described by `describe.ts`; here the body is the
 * language model's to judge, so neither its size nor its type is refused.
 */
import { createRoute, type RouteConfig, z } from "@hono/zod-openapi";
import { ConversationId, MessageId, SurfaceName } from "./fields.ts";
import type { App } from "./hono.ts";
import { ProblemDetails } from "./problem.ts";
import { SignalHeaders } from "./signal-headers.ts";

/** What is looked at of a chat request; everything else is the language model's business. */
export const ChatRequest = z
  .looseObject({
    messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  })
  .openapi("ChatCompletionRequest", {
    description: "Passed on as it is, whatever it holds. It is read when it ends with words of the person (role user) and has at most 1 MiB.",
  });

/** What a chat says about itself beside its body. */
export const ChatHeaders = z.object({
  "Inkling-Message-Id": MessageId.optional().openapi({
    description: "Idempotency key of the last message; without it a repeated call counts again.",
  }),
  "Inkling-Conversation-Id": ConversationId.optional().openapi({
    description:
      "The caller's id of the conversation. Without it every call is a conversation of its own: only the turns in its body are its context, and a sensitive turn silences no later call.",
  }),
  "Inkling-Surface": SurfaceName.optional(),
});
export type ChatHeaders = z.output<typeof ChatHeaders>;

const problem = (description: string) => ({ description, content: { "application/problem+json": { schema: ProblemDetails } } });

/** Registers the call's description and returns its path. */
export function describeChat(app: App): string {
  const route = createRoute({
    method: "post",
    path: "/v1/chat/completions",
    summary: "Inline mode: pass a chat on, read its last message beside it",
    description:
      "The operator's OpenAI-compatible API answers (UPSTREAM_URL); its status and its body, streamed or not, come back untouched. Wrong headers are answered before anything is passed on.",
    tags: ["Messages"],
    security: [{ userToken: [] }],
    request: {
      headers: SignalHeaders.extend(ChatHeaders.shape),
      body: { required: true, content: { "application/json": { schema: ChatRequest } } },
    },
    responses: {
      200: {
        description: "The language model's answer.",
        content: { "application/json": { schema: z.looseObject({}) }, "text/event-stream": { schema: z.string() } },
      },
      400: problem("A header is wrong; `errors` names it."),
      401: problem("No valid credential."),
      502: problem("The language model did not answer."),
      503: problem("No language model is set up behind this."),
      default: { description: "What the language model said instead, untouched." },
    } as RouteConfig["responses"],
  });
  app.openAPIRegistry.registerPath(route);
  return route.getRoutingPath();
}
