/** `POST /v1/signals`: what a person liked, followed, clicked, searched for or bought, by topic. */
import { z } from "@hono/zod-openapi";
import { gateRegs } from "../gate/regs.ts";
import { SIGNAL_KINDS, type SignalOutcome } from "../profile/calls.ts";
import { requireService } from "./authentication.ts";
import { describe } from "./describe.ts";
import { Country, EventId, Regs, Surface, TopicId, UserId } from "./fields.ts";
import type { App } from "./hono.ts";
import { readJson } from "./json-body.ts";
import { Problem } from "./problem.ts";

const SignalsRequest = z
  .strictObject({
    user: UserId,
    surface: Surface,
    signals: z
      .array(z.strictObject({ id: EventId, kind: z.enum(SIGNAL_KINDS), topics: z.array(TopicId).min(1).max(8) }))
      .min(1)
      .max(50),
    country: Country.openapi({ description: "Where the person is. Without it, or in a protected region, nothing is learned." }),
    regs: Regs.optional(),
  })
  .openapi("SignalsRequest");

const Outcome = z.enum(["learned", "duplicate", "opted_out", "paused", "erased", "blocked", "ineligible", "region", "minor", "signal", "not_in_effect"]);

const SignalsAnswer = z.strictObject({ results: z.array(z.strictObject({ id: EventId, outcome: Outcome })) }).openapi("SignalsAnswer");

export function mountSignals(app: App): void {
  const path = describe(app, {
    method: "post",
    path: "/v1/signals",
    summary: "Learn from likes, follows, clicks, searches and purchases",
    description: "Signals fade with a half-life of 60 days and are gone after 180. A purchase starts the cool-down of its topics. The same id counts once.",
    tag: "Services",
    security: "serviceKey",
    body: SignalsRequest,
    answer: SignalsAnswer,
    problems: [503],
  });
  app.post(path, async (c) => {
    const { tenant } = await requireService(c, "signals:write");
    const { user, surface, signals, country, regs } = await readJson(c, SignalsRequest);
    const { services, now } = c.var;
    const refusal = gateRegs({ country, regs, effectiveFrom: services.effectiveFrom(tenant) }, now);
    if (refusal) return c.json({ results: signals.map(({ id }) => ({ id, outcome: refusal.code })) });
    const results: { id: string; outcome: SignalOutcome }[] = [];
    try {
      // One after the other: two of them may carry the same id.
      for (const signal of signals) results.push({ id: signal.id, outcome: await services.people.signal({ tenant, user, surface }, { now, ...signal }) });
    } catch (error) {
      services.fault("observe", error);
      throw new Problem(503, "Signals cannot be learned right now", { detail: "Send the whole call again: what was learned already counts once." });
    }
    return c.json({ results });
  });
}
