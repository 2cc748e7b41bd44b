/** Candidates and decisions as they travel. */
import { z } from "@hono/zod-openapi";
import type { Decision } from "../domain/decision.ts";
import { SENSITIVE_CATEGORIES } from "../domain/vocabulary.ts";
import { CandidateId, DecisionId, Intent, Label, Purpose, SkipCode, TopicId } from "./fields.ts";

/** Most candidates that one decision ranks. */
export const MAX_CANDIDATES = 200;

const cap = z.int().min(0).max(10_000).optional();

export const Candidate = z
  .strictObject({
    id: CandidateId,
    topics: z.array(TopicId).max(16).default([]).openapi({ description: "What it is about, as IAB Content Taxonomy 3.1 ids." }),
    intents: z.array(Intent).max(12).optional().openapi({ description: "Which wishes it answers." }),
    text: z
      .string()
      .max(500)
      .optional()
      .openapi({ description: "Its words: classified, so that a clinic's advert is refused whatever its topics say. Never stored." }),
    value: z
      .number()
      .positive()
      .max(1e9)
      .optional()
      .openapi({ description: "What showing it is worth to the caller, in a unit of the caller's choice; 1 when left out." }),
    advertiser: Label.optional(),
    campaign: Label.optional(),
    caps: z.strictObject({ hour: cap, day: cap, week: cap }).optional().openapi({ description: "How often one person may see it." }),
    categories: z
      .array(z.union([z.enum(SENSITIVE_CATEGORIES), z.string().max(32)]))
      .max(16)
      .optional()
      .openapi({
        description: "Declared special categories (names as in `/v1/policy`, or IAB ids). One that is special rules the candidate out.",
      }),
  })
  .openapi("Candidate");

export const Candidates = z
  .array(Candidate)
  .max(MAX_CANDIDATES)
  .refine((all) => new Set(all.map((one) => one.id)).size === all.length, "candidate ids must differ");

/** How many picks are wanted. */
export const Count = z.int().min(1).max(20).default(1);

export const Reason = z
  .strictObject({
    kind: z.enum(["interest", "interest_parent", "intent", "message", "boosted", "value", "exploration", "contextual"]),
    of: z.string().optional().openapi({ description: "Topic id or intent that the reason is about." }),
    weight: z.number(),
  })
  .openapi("Reason");

export const DecisionAnswer = z
  .strictObject({
    decision_id: DecisionId,
    picks: z.array(z.strictObject({ id: z.string(), score: z.number(), reasons: z.array(Reason) })),
    skip_code: SkipCode.nullable(),
  })
  .openapi("Decision");

/** What leaves of a decision: the records' rules and topics stay inside. */
export const decisionAnswer = ({ decision_id, picks, skip_code }: Decision): z.output<typeof DecisionAnswer> => ({
  decision_id,
  picks: picks.map(({ id, score, reasons }) => ({ id, score, reasons: reasons.map((reason) => ({ ...reason })) })),
  skip_code,
});

/** The part of a message call that asks for a decision on the spot. */
export const DecideOption = z
  .strictObject({
    purpose: Purpose,
    candidates: Candidates,
    count: Count,
    use_message: z.boolean().default(true).openapi({ description: "false: rank by the standing profile alone, without this message's own topics." }),
  })
  .openapi("DecideOption");
