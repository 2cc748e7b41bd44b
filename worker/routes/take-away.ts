/** `GET /v1/me/export`: everything that is kept about the person, in one document with a published schema. */
import { z } from "@hono/zod-openapi";
import { rowsAbout } from "../ledger/rows-about.ts";
import { ExportDocument, exportJsonSchema } from "../profile/export-schema.ts";
import { requireUser } from "./authentication.ts";
import { describe } from "./describe.ts";
import type { App } from "./hono.ts";
import { Problem } from "./problem.ts";

export function mountTakeAway(app: App): void {
  const take = describe(app, {
    tag: "The person",
    security: "userToken",
    method: "get",
    path: "/v1/me/export",
    summary: "Take everything away",
    description: "The schema is published at `/v1/schemas/export.json`.",
    answer: ExportDocument,
    problems: [503],
  });
  app.get(take, async (c) => {
    const { tenant, user } = await requireUser(c);
    const { services, now } = c.var;
    const document = await services.people.export({ tenant, user }, now);
    const copies = await rowsAbout(services.db, document.key).catch((error: unknown) => {
      services.fault("ledger", error);
      throw new Problem(503, "The ledger cannot be read right now", { detail: "An incomplete export would be a wrong one. Ask again later." });
    });
    const shared = copies.flatMap(({ table, rows }) =>
      rows.length > 0 ? [{ table, rows: rows.map((row) => ({ ...row })) as ExportDocument["shared_copies"][number]["rows"] }] : [],
    );
    return c.json({ ...document, shared_copies: shared } satisfies ExportDocument, 200, {
      "Content-Disposition": 'attachment; filename="inkling-export.json"',
    });
  });

  const schema = describe(app, {
    tag: "Anyone",
    security: "none",
    method: "get",
    path: "/v1/schemas/export.json",
    summary: "JSON Schema of the export",
    answer: z.looseObject({}),
  });
  app.get(schema, (c) => c.json(exportJsonSchema()));
}
