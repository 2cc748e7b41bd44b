/** What the person sees of themselves, and what they may change. */
import { z } from "@hono/zod-openapi";
import { SOURCES } from "../domain/vocabulary.ts";
import { Reason } from "./candidate.ts";
import { Intent, Purpose, Score, Surface } from "./fields.ts";

const Time = z.int().min(0).openapi({ description: "Epoch milliseconds." });

export const PreferencesAnswer = z
  .strictObject({
    personalisation: z.enum(["on", "paused", "off"]),
    purposes: z.strictObject({ ads: z.boolean(), content: z.boolean(), groups: z.boolean() }),
    blocked: z.array(z.string()),
    boosted: z.array(z.string()),
  })
  .openapi("Preferences");

export const PreferencesPatch = z
  .strictObject({
    personalisation: z
      .enum(["on", "paused", "off"])
      .optional()
      .openapi({ description: "paused keeps and freezes; off learns nothing and decides from the message alone." }),
    purposes: z.strictObject({ ads: z.boolean().optional(), content: z.boolean().optional(), groups: z.boolean().optional() }).optional(),
    restart: z.literal(true).optional().openapi({ description: "After an erasure: start again. Without it nothing is learned for 31 days." }),
  })
  .refine((patch) => Object.keys(patch).length > 0, "name at least one preference")
  .openapi("PreferencesPatch");

export const TopicChange = z.strictObject({ action: z.enum(["block", "boost", "remove"]) }).openapi("TopicChange", {
  description: "block: never again, children included. boost: count it double. remove: take it out now; it may come back by new messages.",
});

const InterestReceipt = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    path: z.string(),
    score: Score,
    usable: z.boolean().openapi({ description: "May advertising use it? Only after two sessions an hour apart, or one strong buying intent." }),
    first_seen: Time,
    last_seen: Time,
    count: z.int(),
    sources: z.array(z.enum(SOURCES)),
    surfaces: z.array(z.string()),
    half_life_days: z.number(),
    model: z.string(),
  })
  .openapi("InterestReceipt");

export const DecisionReceipt = z
  .strictObject({
    decision_id: z.string(),
    candidate: z.string(),
    purpose: Purpose,
    at: Time,
    topics: z.array(z.string()),
    reasons: z.array(Reason),
    rules: z.array(z.string()).openapi({ description: "Eligibility rules that were asked and let it pass." }),
    exploration: z.boolean(),
    feedback: z.strictObject({
      impression: Time.nullable(),
      click: Time.nullable(),
      dismiss: Time.nullable(),
      not_interested: Time.nullable(),
      owned: Time.nullable(),
    }),
  })
  .openapi("DecisionReceipt");

export const LinkAnswer = z.strictObject({ id: z.string(), since: Time, surface: z.string(), other_surface: z.string() }).openapi("Link");

export const MeAnswer = z
  .strictObject({
    status: z.enum(["empty", "present", "erased"]),
    preferences: PreferencesAnswer,
    effective: PreferencesAnswer.openapi({ description: "What holds when joined accounts chose differently: the stricter choice." }),
    surfaces: z.array(z.strictObject({ surface: z.string(), since: Time, last_seen: Time.nullable() })),
    interests: z.array(InterestReceipt),
    intents: z.array(z.strictObject({ name: Intent, score: Score })),
    removed: z.array(z.strictObject({ id: z.string(), name: z.string(), removed_at: Time, undo_until: Time })),
    cooldowns: z.array(z.strictObject({ id: z.string(), name: z.string(), since: Time, until: Time })),
    links: z.array(LinkAnswer),
    decisions: z.array(DecisionReceipt),
    not_kept: z.array(z.string()),
    erased_until: Time.nullable(),
  })
  .openapi("Me");

export const ErasedAnswer = z
  .strictObject({
    erased: z.literal(true),
    erased_at: Time,
    stays_erased_until: Time,
    removed: z.strictObject({
      surfaces: z.int(),
      interests: z.int(),
      intents: z.int(),
      removed_topics: z.int(),
      decisions: z.int(),
      links: z.int(),
      preferences: z.boolean(),
    }),
  })
  .openapi("Erased");

export const LinkRequest = z
  .strictObject({
    surface: Surface,
    code: z.string().min(1).max(64).optional().openapi({ description: "The other account's code. Without it a new code is made." }),
  })
  .openapi("LinkRequest");

export const LinksAnswer = z
  .union([
    z.strictObject({ code: z.string().openapi({ description: "Enter it within ten minutes, with the other account's token. Works once." }), expires_at: Time }),
    z.strictObject({ link: LinkAnswer }),
  ])
  .openapi("LinksAnswer");
