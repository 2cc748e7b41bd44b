/** What is read of a chat that passes by: the words that the person ended it with, and the turns before them. */
import type { Turn } from "../domain/classification.ts";
import type { MessageCall } from "../pipeline.ts";
import { type ChatHeaders, ChatRequest } from "./chat-description.ts";
import { DEFAULT_SURFACE } from "./fields.ts";
import { MAX_MESSAGES } from "./message-schema.ts";

/** The text of a body; null when it has more bytes than `limit`. No more than that is held, and what is left is not asked for. */
export async function textWithin(limit: number, body: ReadableStream<Uint8Array>): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  // Leaving the loop early gives the stream up.
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * The call that the pipeline takes; null when the chat does not end with words of the person. A chat that ends with a
 * tool's result or a picture was read when its words came: to read them again would count them once per round trip.
 */
export function toCall(chat: unknown, headers: ChatHeaders): MessageCall | null {
  const id = headers["Inkling-Message-Id"] ?? crypto.randomUUID();
  const turns = (ChatRequest.safeParse(chat).data?.messages ?? []).map(({ role, content }, index) => turnOf(`${id}-${index}`, role, content));
  const last = turns.pop();
  if (last?.role !== "user") return null;
  const earlier = turns.filter((turn) => turn !== null).slice(1 - MAX_MESSAGES);
  return {
    surface: headers["Inkling-Surface"] ?? DEFAULT_SURFACE,
    // A chat that does not say which it is shares nothing with any other.
    conversation: headers["Inkling-Conversation-Id"] ?? crypto.randomUUID(),
    turns: [...earlier, { ...last, id }],
    learn: true,
    confirm: true,
    decide: null,
  };
}

/** One message as a turn; null for roles that nobody speaks in, and where there are no words. */
function turnOf(id: string, role: string, content: unknown): Turn | null {
  if (role !== "user" && role !== "assistant" && role !== "system") return null;
  const text = textOf(content);
  return text.trim() === "" ? null : { id, role, content: text, modality: "text" };
}

/** The words of a message: a text, or the text parts of a list; empty where there are none. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  const parts = content.flatMap((part: unknown) => {
    const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown };
    return type === "text" && typeof text === "string" ? [text] : [];
  });
  return parts.join("\n");
}
