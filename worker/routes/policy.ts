/** What is done with whom and why: `/v1/policy`, and the Global Privacy Control declaration. */
import { z } from "@hono/zod-openapi";
import { GPC_SUPPORT, policyDocument } from "../gate/policy.ts";
import { describe } from "./describe.ts";
import { Tenant } from "./fields.ts";
import type { App } from "./hono.ts";
import { parse } from "./json-body.ts";

const Query = z.object({
  tenant: Tenant.optional().openapi({ description: "Whose effective date to show; none when left out." }),
});

const Policy = z
  .looseObject({
    version: z.int(),
    updated: z.string(),
    tenant: z.string().nullable(),
    effective_from: z.string().nullable().openapi({ description: "Nothing that was sent before counts, ever." }),
    in_effect: z.boolean(),
    model: z.string(),
  })
  .openapi("Policy", { description: "Regions, signals, what is kept and for how long, rights; `words` says it in plain language (en fr es pt)." });

export function mountPolicy(app: App): void {
  const policy = describe(app, {
    method: "get",
    path: "/v1/policy",
    summary: "What is done with whom, where, since when and why",
    tag: "Anyone",
    security: "none",
    query: Query,
    answer: Policy,
  });
  app.get(policy, (c) => {
    const { tenant } = parse(Query, c.req.query());
    const { services, now } = c.var;
    const effectiveFrom = tenant === undefined ? null : services.effectiveFrom(tenant);
    return c.json(policyDocument({ tenant: tenant ?? null, effectiveFrom, model: services.model, now }));
  });

  const gpc = describe(app, {
    method: "get",
    path: "/.well-known/gpc.json",
    summary: "Global Privacy Control is obeyed",
    tag: "Anyone",
    security: "none",
    answer: z.strictObject({ gpc: z.literal(true), lastUpdate: z.string() }),
  });
  app.get(gpc, (c) => c.json(GPC_SUPPORT));
}
