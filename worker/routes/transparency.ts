/** `GET /v1/transparency`: counts for everyone, without anybody in them. */
import { z } from "@hono/zod-openapi";
import { topicById } from "../domain/topics.ts";
import { transparency } from "../ledger/transparency.ts";
import { describe } from "./describe.ts";
import { Purpose, Tenant } from "./fields.ts";
import type { App } from "./hono.ts";
import { parse } from "./json-body.ts";
import { Problem } from "./problem.ts";

const Query = z.object({
  tenant: Tenant.optional().openapi({ description: "One tenant; all of them when left out." }),
});

const Count = z.int().min(0);
const TopicName = { topic: z.string(), name: z.string(), path: z.string() };
const Transparency = z
  .strictObject({
    threshold: Count.openapi({ description: "Nothing about fewer people leaves, also by subtraction of two answers." }),
    rounding: Count.openapi({ description: "Counts are rounded down to multiples of this." }),
    closed: z.string().nullable().openapi({ description: "Latest closed day (UTC); null before the first one." }),
    reach: z.array(z.strictObject({ ...TopicName, people: Count, since: z.string() })),
    decisions: z.array(z.strictObject({ day: z.string(), purpose: Purpose, ...TopicName, people: Count })),
    outcomes: z.array(z.strictObject({ day: z.string(), code: z.string(), messages: Count })),
  })
  .openapi("Transparency");

export function mountTransparency(app: App): void {
  const path = describe(app, {
    method: "get",
    path: "/v1/transparency",
    summary: "Aggregates with a crowd threshold",
    tag: "Anyone",
    security: "none",
    query: Query,
    answer: Transparency,
    problems: [503],
  });
  app.get(path, async (c) => {
    const { tenant } = parse(Query, c.req.query());
    const { services, now } = c.var;
    const counts = await transparency(services.db, tenant ?? null, now).catch((error: unknown) => {
      services.fault("ledger", error);
      throw new Problem(503, "The ledger cannot be read right now");
    });
    const withName = <Row extends { topic: string }>(row: Row) => {
      const topic = topicById(row.topic);
      return topic ? [{ ...row, name: topic.name, path: topic.path }] : [];
    };
    const { threshold, rounding, closed, outcomes } = counts;
    return c.json({ threshold, rounding, closed, reach: counts.reach.flatMap(withName), decisions: counts.decisions.flatMap(withName), outcomes });
  });
}
