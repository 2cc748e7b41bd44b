/** Fields that several calls share, each with its bounds. */
import { z } from "@hono/zod-openapi";
import { TENANT_PATTERN } from "../config.ts";
import { topicById } from "../domain/topics.ts";
import { INTENTS, MODALITIES, PURPOSES, SKIP_CODES } from "../domain/vocabulary.ts";

/** Longest id that a caller may choose, in UTF-16 units. */
const MAX_ID = 128;

const id = (what: string) =>
  z
    .string()
    .min(1)
    .max(MAX_ID)
    .regex(/^[\x21-\x7e]+$/, "visible ASCII characters only")
    .openapi({ description: what });

export const MessageId = id("The caller's id of the message: the idempotency key. The same id twice counts once.");
export const ConversationId = id("The caller's id of the conversation.");
export const UserId = id("The caller's id of the person. Never stored; only a keyed hash of it is.");
export const CandidateId = id("The caller's id of the candidate.");
export const DecisionId = id("Id of a decision, as `decision_id` gave it.");
export const EventId = id("The caller's id of the event: the idempotency key.");
export const Label = id("A name of the caller's choice.");

/** The app or place of the operator where the chat happens; profiles are kept apart by it. */
export const DEFAULT_SURFACE = "default";
export const SurfaceName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/, "1 to 32 lower-case letters, digits, - or _")
  .openapi({ description: "The app of the operator where the person is. Profiles are kept apart by it.", example: "messenger" });
export const Surface = SurfaceName.default(DEFAULT_SURFACE);

export const Tenant = z.string().regex(TENANT_PATTERN, "lower-case letters, digits and -");

export const TopicId = z
  .string()
  .refine((value) => topicById(value) !== undefined, "not a topic of the taxonomy")
  .openapi({ description: "Id of an IAB Content Taxonomy 3.1 node that Inkling knows.", example: "672" });

/** Checked by the gate, not by the schema: a malformed country is a protected one. */
export const Country = z.string().max(64).openapi({ description: "ISO 3166-1 alpha-2. Anything else counts as protected.", example: "US" });

export const Purpose = z.enum(PURPOSES).openapi("Purpose");
export const Intent = z.enum(INTENTS).openapi("Intent");
export const Modality = z.enum(MODALITIES).openapi("Modality");
export const SkipCode = z.enum(SKIP_CODES).openapi("SkipCode");

export const Score = z.number().min(0).max(1);
export const TopicScore = z.strictObject({ id: z.string(), name: z.string(), path: z.string(), score: Score }).openapi("TopicScore", {
  example: { id: "672", name: "Air Travel", path: "Travel > Travel Type > Air Travel", score: 0.93 },
});
export const IntentScore = z.strictObject({ name: Intent, score: Score }).openapi("IntentScore");

const signal = (description: string) => z.unknown().optional().openapi({ description });

/** OpenRTB 2.6 `regs`, with the TCF string where callers have it. Members are read by the gate: malformed counts as opted out. */
export const Regs = z
  .looseObject({
    coppa: signal("1: a child under COPPA."),
    gdpr: signal("1: the GDPR applies; nothing is read."),
    us_privacy: signal("IAB US Privacy string."),
    gpp: signal("IAB Global Privacy Platform string."),
    gpp_sid: signal("GPP section ids in force."),
    gpc: signal("1: Global Privacy Control."),
    tcf: signal("TCF consent string (OpenRTB: user.consent)."),
  })
  .openapi("Regs");
