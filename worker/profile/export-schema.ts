/** The shape of the export: the source of export.schema.json, which is published. */
import { z } from "zod";
import { INTENTS, PURPOSES, SOURCES } from "../domain/vocabulary.ts";

export const EXPORT_FORMAT = "inkling-export/1";

const Time = z.iso.datetime().meta({ id: "Time", description: "ISO 8601, UTC." });
const Topic = z.strictObject({ id: z.string().describe("IAB Content Taxonomy 3.1"), name: z.string(), path: z.string() }).meta({ id: "Topic" });
const Key = z.string().meta({ id: "Key", description: "A keyed hash: it can be compared, not read." });

const Counter = z
  .strictObject({
    topic: Topic,
    from: z.enum(["conversations", "acts"]),
    value_now: z.number().describe("What is left of it at `exported_at`."),
    stored: z.strictObject({ millionths: z.int(), at: Time }).describe("The counter as it is stored: its value at a moment, before decay."),
    half_life_days: z.number(),
    gone_after_days_of_silence: z.number(),
    sessions: z.array(z.strictObject({ first: Time, last: Time })),
    strong_buying_intent: z.boolean(),
    events: z.int().describe("How many messages or acts fed it."),
    sources: z.array(z.enum(SOURCES)),
    model: z.string().describe("taxonomy:model that read the latest message; - for acts."),
  })
  .meta({ id: "Counter" });

const Ids = z.array(z.strictObject({ minute: Time, key: Key })).meta({ id: "Ids", description: "Ids seen before, so that nothing counts twice." });

const Choices = z
  .strictObject({
    personalisation: z.enum(["on", "paused", "off"]),
    purposes: z.strictObject(Object.fromEntries(PURPOSES.map((purpose) => [purpose, z.boolean()])) as Record<(typeof PURPOSES)[number], z.ZodBoolean>),
    blocked: z.array(Topic),
    boosted: z.array(Topic),
  })
  .meta({ id: "Choices" });

const Decision = z
  .strictObject({
    number: z.int(),
    decision: z.string(),
    candidate: z.string(),
    purpose: z.enum(PURPOSES),
    at: Time,
    topics: z.array(Topic),
    advertiser: z.string().optional(),
    campaign: z.string().optional(),
    conversation: Key.optional(),
    turn: z.int().optional(),
    reasons: z.array(z.strictObject({ kind: z.string(), of: z.string().optional(), name: z.string().optional(), weight: z.number() })),
    rules: z.array(z.string()),
    exploration: z.boolean(),
    impression: Time.optional(),
    click: Time.optional(),
    dismissed: Time.optional(),
    not_interested: Time.optional(),
    owned: Time.optional(),
  })
  .meta({ id: "Decision" });

const Surface = z
  .strictObject({
    surface: z.string(),
    since: Time.nullable(),
    newest_minute: Time.nullable(),
    counters: z.array(Counter),
    intents: z.array(
      z.strictObject({ intent: z.enum(INTENTS), value_now: z.number(), stored: z.strictObject({ millionths: z.int(), at: Time }), last_seen: Time }),
    ),
    resting_adverts: z.array(z.strictObject({ topic: Topic, since: Time, until: Time })),
    removed: z.array(z.strictObject({ topic: Topic, removed_at: Time, undo_until: Time, counters: z.array(Counter) })),
    messages_and_acts_seen: Ids,
    conversations: z
      .array(z.strictObject({ minute: Time, key: Key, turns: z.int() }))
      .describe("The latest conversations that were learned from, and how far they came, so that adverts keep their distance."),
    decisions: z.array(Decision),
    decision_numbers: z.strictObject({ last: z.int(), reported: z.int() }),
    feedback_seen: Ids,
    counted_for_reach: z.strictObject({ topics: z.array(Topic), sequence: z.int() }).describe("Topics in which this surface counts as one of many people."),
    choices: Choices,
    choices_of_joined_accounts: z.array(Choices),
    reads_from: z.array(z.strictObject({ link: z.string(), surface: z.string(), key: Key })),
    started_again_at: Time.nullable(),
    version: z.int(),
  })
  .meta({ id: "Surface" });

export const ExportDocument = z
  .strictObject({
    format: z.literal(EXPORT_FORMAT),
    exported_at: Time,
    tenant: z.string(),
    key: Key.describe("The name under which everything about the person is kept."),
    erased: z.strictObject({ at: Time, until: Time }).nullable(),
    choices: Choices,
    version: z.int(),
    started_again_at: Time.nullable(),
    surfaces: z.array(Surface),
    surface_keys: z.array(z.strictObject({ surface: z.string(), key: Key, since: Time })),
    joined_accounts: z.array(
      z.strictObject({
        id: z.string(),
        since: Time,
        surface: z.string(),
        key: Key,
        other_surface: z.string(),
        other_keys: z.array(Key),
        their_choices: Choices,
        their_version: z.int(),
      }),
    ),
    unfinished: z.array(z.strictObject({ what: z.string(), key: z.string() })).describe("Changes that are still on their way to a surface."),
    shared_copies: z
      .array(z.strictObject({ table: z.string(), rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))) }))
      .describe("Rows outside the person's own objects: counts of many people, records of decisions."),
    not_kept: z.array(z.string()),
  })
  .describe("Everything that Inkling keeps about one person.");
export type ExportDocument = z.output<typeof ExportDocument>;

/** The published JSON Schema. `node scripts/generate-export-schema.ts` writes it to export.schema.json. */
export const exportJsonSchema = () => ({
  $id: `urn:inkling:${EXPORT_FORMAT}`,
  title: "Inkling export",
  ...z.toJSONSchema(ExportDocument, { target: "draft-2020-12" }),
});
