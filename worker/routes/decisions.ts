/** `POST /v1/decisions`: ranks the caller's candidates for one person. */
import { z } from "@hono/zod-openapi";
import { decideFor } from "../decide.ts";
import type { SkipCode } from "../domain/vocabulary.ts";
import { gateRegs } from "../gate/regs.ts";
import { requireService } from "./authentication.ts";
import { Candidates, Count, DecisionAnswer, decisionAnswer } from "./candidate.ts";
import { describe } from "./describe.ts";
import { ConversationId, Country, Purpose, Regs, Surface, UserId } from "./fields.ts";
import type { App } from "./hono.ts";
import { readJson } from "./json-body.ts";

const DecisionsRequest = z
  .strictObject({
    user: UserId,
    surface: Surface,
    purpose: Purpose,
    count: Count,
    candidates: Candidates,
    conversation_id: ConversationId.optional().openapi({ description: "Paces adverts within the conversation." }),
    country: Country.optional(),
    regs: Regs.optional(),
  })
  .openapi("DecisionsRequest");

export function mountDecisions(app: App): void {
  const path = describe(app, {
    method: "post",
    path: "/v1/decisions",
    summary: "Rank candidates for a person",
    description:
      "In a protected region nothing is read and nothing picked. With an opt-out in `regs`, or for a minor, nothing that interests the person is used, there is no chance and nothing is kept; what they chose and how often they saw something still holds.",
    tag: "Services",
    security: "serviceKey",
    body: DecisionsRequest,
    answer: DecisionAnswer,
  });
  app.post(path, async (c) => {
    const service = await requireService(c, "decisions:write");
    const { user, surface, purpose, count, candidates, conversation_id, country, regs } = await readJson(c, DecisionsRequest);
    const { services, now } = c.var;
    const nothing = (skip_code: SkipCode) => c.json({ decision_id: crypto.randomUUID(), picks: [], skip_code });

    const refusal = gateRegs({ country, regs, effectiveFrom: services.effectiveFrom(service.tenant) }, now);
    if (refusal?.code === "region") return nothing("region");
    const conversation = conversation_id ?? null;
    const who = { tenant: service.tenant, user, surface };
    try {
      const ask = { now, ...(conversation === null ? {} : { conversation }) };
      const view = await services.read(who, ask);
      const known = { view, choicesOnly: refusal !== null, country: country ?? null, message: null, conversation, now };
      const { decision, entries } = await decideFor({ purpose, candidates, count, ...known }, services);
      if (entries.length > 0) c.executionCtx.waitUntil(services.behind("observe", services.people.decided(who, entries)));
      return c.json(decisionAnswer(decision));
    } catch (error) {
      services.fault("decide", error);
      return nothing("unavailable");
    }
  });
}
