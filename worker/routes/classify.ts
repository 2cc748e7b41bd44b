/** `POST /v1/classify`: stateless, words in, labels out. */
import { z } from "@hono/zod-openapi";
import type { Turn } from "../domain/classification.ts";
import { LANGUAGES } from "../domain/vocabulary.ts";
import { gateRegs } from "../gate/regs.ts";
import { named, shownIntents } from "../pipeline.ts";
import { suppress } from "../suppress/suppress.ts";
import { requireService } from "./authentication.ts";
import { describe } from "./describe.ts";
import { Country, IntentScore, Regs, SkipCode, TopicScore } from "./fields.ts";
import type { App } from "./hono.ts";
import { parse, readJson } from "./json-body.ts";
import { OpenRtbData, segments } from "./openrtb-data.ts";
import { Problem } from "./problem.ts";

const ClassifyRequest = z
  .strictObject({
    text: z.string().openapi({ description: "The message. Read, never stored." }),
    earlier: z.array(z.string()).max(3).default([]).openapi({ description: "Up to three earlier messages of the same person, oldest first." }),
    country: Country.openapi({ description: "Where the person is. Without it, or in a protected region, the text is not read." }),
    regs: Regs.optional(),
  })
  .openapi("ClassifyRequest");

const Labels = z
  .strictObject({
    outcome: z.enum(["contextual", "skipped"]),
    skip_code: SkipCode.nullable(),
    language: z.enum(LANGUAGES).nullable(),
    topics: z.array(TopicScore),
    intents: z.array(IntentScore),
    model: z.string(),
  })
  .openapi("Labels");

/** AdCP `context_signals`: topics, keywords of the wish, language, and that nothing about the person was used. */
const AdcpSignals = z
  .strictObject({
    context_signals: z.strictObject({
      taxonomy: z.literal("iab-content-3.1"),
      topics: z.array(z.strictObject({ id: z.string(), name: z.string(), confidence: z.number() })),
      intents: z.array(z.strictObject({ name: z.string(), confidence: z.number() })),
      language: z.string().nullable(),
      brand_safe: z.boolean(),
    }),
    model: z.string(),
  })
  .openapi("AdcpContextSignals");

const OpenRtbContent = z.strictObject({ content: z.strictObject({ language: z.string().optional(), data: z.array(OpenRtbData) }) }).openapi("OpenRtbContent");

const Query = z.object({ as: z.enum(["native", "adcp", "openrtb"]).default("native").openapi({ description: "Shape of the answer." }) });

export function mountClassify(app: App): void {
  const path = describe(app, {
    method: "post",
    path: "/v1/classify",
    summary: "Classify words, keep nothing",
    tag: "Services",
    security: "serviceKey",
    query: Query,
    body: ClassifyRequest,
    answer: z.union([Labels, AdcpSignals, OpenRtbContent]),
    problems: [503],
  });
  app.post(path, async (c) => {
    await requireService(c, "classify:write");
    const { as } = parse(Query, c.req.query());
    const { text, earlier, country, regs } = await readJson(c, ClassifyRequest);
    const { services, now } = c.var;
    const labels = await read();
    if (as === "native") return c.json(labels);
    if (as === "openrtb") return c.json({ content: { ...(labels.language === null ? {} : { language: labels.language }), data: segments(labels.topics) } });
    const { topics, intents, language, model, skip_code } = labels;
    return c.json({
      context_signals: {
        taxonomy: "iab-content-3.1" as const,
        topics: topics.map(({ id, name, score }) => ({ id, name, confidence: score })),
        intents: intents.map(({ name, score }) => ({ name, confidence: score })),
        language,
        brand_safe: skip_code === null,
      },
      model,
    });

    async function read(): Promise<z.output<typeof Labels>> {
      const skipped = (skip_code: z.output<typeof SkipCode>): z.output<typeof Labels> => {
        return { outcome: "skipped", skip_code, language: null, topics: [], intents: [], model: services.model };
      };
      const refusal = gateRegs({ country, regs }, now);
      if (refusal) return skipped(refusal.code);
      const turns = [...earlier, text].map((content, index): Turn => ({ id: String(index), role: "user", content, modality: "text" }));
      const result = await services.classify(turns).catch((error: unknown) => {
        services.fault("classify", error);
        throw new Problem(503, "The model is out of order right now");
      });
      if (result.kind === "refused") return skipped(result.refusal.code);
      const verdict = suppress(result.now, result.context, { country });
      if (verdict.kind === "refused") return skipped(verdict.refusal.code);
      const { language } = result.now;
      return {
        outcome: "contextual",
        skip_code: null,
        language: language === "other" ? null : language,
        topics: named(verdict.topics),
        intents: shownIntents(verdict.intents),
        model: services.model,
      };
    }
  });
}
