/** `POST /v1/events`: what came of a decision. */
import { z } from "@hono/zod-openapi";
import { gateRegs } from "../gate/regs.ts";
import type { FeedbackOutcome } from "../profile/calls.ts";
import { requireService } from "./authentication.ts";
import { describe } from "./describe.ts";
import { CandidateId, Country, DecisionId, EventId, Regs, Surface, UserId } from "./fields.ts";
import type { App } from "./hono.ts";
import { readJson } from "./json-body.ts";
import { Problem } from "./problem.ts";

const EventsRequest = z
  .strictObject({
    user: UserId,
    surface: Surface,
    events: z
      .array(
        z.strictObject({
          id: EventId,
          decision_id: DecisionId,
          candidate: CandidateId.optional().openapi({ description: "Which of the decision's picks; all of them when left out." }),
          kind: z.enum(["impression", "click", "dismiss", "not_interested", "owned"]),
        }),
      )
      .min(1)
      .max(50),
    country: Country.optional().openapi({ description: "Where the person is. In a protected region nothing is recorded." }),
    regs: Regs.optional(),
  })
  .openapi("EventsRequest");

const Outcome = z.enum(["recorded", "duplicate", "unknown_decision", "erased", "region", "minor", "signal", "not_in_effect"]);

const EventsAnswer = z.strictObject({ results: z.array(z.strictObject({ id: EventId, outcome: Outcome })) }).openapi("EventsAnswer");

export function mountEvents(app: App): void {
  const path = describe(app, {
    method: "post",
    path: "/v1/events",
    summary: "Tell what came of a decision",
    description: "Feeds caps, fatigue and counters. The same id counts once. In a protected `country`, or with an opt-out in `regs`, nothing is recorded.",
    tag: "Services",
    security: "serviceKey",
    body: EventsRequest,
    answer: EventsAnswer,
    problems: [503],
  });
  app.post(path, async (c) => {
    const { tenant } = await requireService(c, "events:write");
    const { user, surface, events, country, regs } = await readJson(c, EventsRequest);
    const { services, now } = c.var;
    const refusal = gateRegs({ country, regs, effectiveFrom: services.effectiveFrom(tenant) }, now);
    if (refusal) return c.json({ results: events.map(({ id }) => ({ id, outcome: refusal.code })) });
    const results: { id: string; outcome: FeedbackOutcome }[] = [];
    try {
      for (const { id, decision_id, candidate, kind } of events) {
        const event = { now, id, decision: decision_id, kind, ...(candidate === undefined ? {} : { candidate }) };
        results.push({ id, outcome: await services.people.event({ tenant, user, surface }, event) });
      }
    } catch (error) {
      services.fault("observe", error);
      throw new Problem(503, "Events cannot be recorded right now", { detail: "Send the whole call again: what was recorded already counts once." });
    }
    return c.json({ results });
  });
}
