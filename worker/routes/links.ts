/** `/v1/me/links`: join two accounts of one person across apps, and part them exactly. */
import { z } from "@hono/zod-openapi";
import { requireUser } from "./authentication.ts";
import { describe } from "./describe.ts";
import type { App } from "./hono.ts";
import { parse, readJson } from "./json-body.ts";
import { LinkRequest, LinksAnswer } from "./me-schema.ts";
import { Problem } from "./problem.ts";

const Params = z.object({ id: z.string().min(1).max(64).openapi({ description: "Id of the link, as `/v1/me` shows it." }) });

/** Why a link was not made, and the field that it hangs on. */
const REFUSED = {
  unknown_code: ["code", "unknown, used, or older than ten minutes"],
  same_account: ["code", "it was made by this very account and surface"],
  too_many: ["surface", "no more accounts can be joined"],
  erased: ["body", "this person was erased; send restart: true to /v1/me/preferences first"],
} as const;

export function mountLinks(app: App): void {
  const join = describe(app, {
    tag: "The person",
    security: "userToken",
    method: "post",
    path: "/v1/me/links",
    summary: "Join accounts across surfaces",
    description: "One account asks for a code, the other enters it: both tokens must agree. Each keeps its own counters and lookups sum them.",
    body: LinkRequest,
    answer: LinksAnswer,
    problems: [409],
  });
  app.post(join, async (c) => {
    const { tenant, user } = await requireUser(c);
    const { surface, code } = await readJson(c, LinkRequest);
    const { services, now } = c.var;
    const who = { tenant, user, surface };
    if (code === undefined) {
      const made = await services.people.linkCode(who, now);
      if (made.kind === "refused") throw refusal(made.reason);
      return c.json({ code: made.code, expires_at: made.expiresAt });
    }
    const outcome = await services.people.link(who, code, now);
    if (outcome.kind === "refused") throw refusal(outcome.reason);
    const { id, since, surface: own, otherSurface } = outcome.link;
    return c.json({ link: { id, since, surface: own, other_surface: otherSurface } });
  });

  const part = describe(app, {
    tag: "The person",
    security: "userToken",
    method: "delete",
    path: "/v1/me/links/{id}",
    summary: "Part joined accounts; both are as if they had never been joined",
    params: Params,
    answer: z.strictObject({ unlinked: z.literal(true) }),
    problems: [404],
  });
  app.delete(part, async (c) => {
    const { tenant, user } = await requireUser(c);
    const { id } = parse(Params, c.req.param());
    if (!(await c.var.services.people.unlink({ tenant, user }, id))) throw new Problem(404, "No such link");
    return c.json({ unlinked: true });
  });
}

function refusal(reason: keyof typeof REFUSED): Problem {
  const [field, detail] = REFUSED[reason];
  return new Problem(409, "Not joined", { errors: [{ field, detail }] });
}
