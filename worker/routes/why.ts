/** `GET /v1/me/decisions/{id}`: why was this shown? One sentence and the facts. */
import { z } from "@hono/zod-openapi";
import { topicBehind, why } from "../decision/why.ts";
import { LANGUAGES } from "../domain/vocabulary.ts";
import { requireUser } from "./authentication.ts";
import { Reason } from "./candidate.ts";
import { describe } from "./describe.ts";
import { DecisionId, Purpose } from "./fields.ts";
import type { App } from "./hono.ts";
import { parse } from "./json-body.ts";
import { Problem } from "./problem.ts";

const Params = z.object({ id: DecisionId });
const Query = z.object({ lang: z.enum(LANGUAGES).default("en").openapi({ description: "Language of the sentences." }) });
const Time = z.int().openapi({ description: "Epoch milliseconds." });

const Explained = z
  .strictObject({
    candidate: z.string(),
    sentence: z.string(),
    purpose: Purpose,
    decided_at: Time,
    ground: z.string().openapi({ description: "Kind of reason that the sentence rests on." }),
    topic: z.strictObject({ id: z.string(), name: z.string(), path: z.string() }).nullable(),
    interest: z
      .strictObject({ since: Time, last_seen: Time, times: z.int(), sources: z.array(z.string()), surfaces: z.array(z.string()), half_life_days: z.number() })
      .nullable(),
    reasons: z.array(Reason),
    rules: z.array(z.strictObject({ name: z.string(), meaning: z.string() })),
    exploration: z.boolean(),
  })
  .openapi("Explanation");

export function mountWhy(app: App): void {
  const path = describe(app, {
    tag: "The person",
    security: "userToken",
    method: "get",
    path: "/v1/me/decisions/{id}",
    summary: "Why was this shown?",
    params: Params,
    query: Query,
    answer: z.strictObject({ decision_id: DecisionId, language: z.enum(LANGUAGES), picks: z.array(Explained) }).openapi("Why"),
    problems: [404],
  });
  app.get(path, async (c) => {
    const { tenant, user } = await requireUser(c);
    const { id } = parse(Params, c.req.param());
    const { lang } = parse(Query, c.req.query());
    const { services, now } = c.var;
    const entries = await services.people.decision({ tenant, user }, id);
    if (entries.length === 0)
      throw new Problem(404, "No such decision", { detail: "Decisions are kept for 90 days, and for nobody else than the person they are about." });
    const { interests } = await services.people.me({ tenant, user }, { now });
    const picks = entries.map((entry) => {
      const { sentence, facts } = why(
        entry,
        interests.find(({ topic }) => topic === topicBehind(entry)),
        lang,
      );
      return {
        candidate: entry.candidate,
        sentence,
        purpose: facts.purpose,
        decided_at: facts.decidedAt,
        ground: facts.ground,
        topic: facts.topic,
        interest: facts.interest && {
          since: facts.interest.since,
          last_seen: facts.interest.lastSeen,
          times: facts.interest.times,
          sources: facts.interest.sources,
          surfaces: facts.interest.surfaces,
          half_life_days: facts.interest.halfLifeDays,
        },
        reasons: facts.reasons,
        rules: facts.rules,
        exploration: facts.exploration,
      };
    });
    return c.json({ decision_id: id, language: lang, picks });
  });
}
