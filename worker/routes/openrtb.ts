/** `POST /v1/openrtb/enrich`: an OpenRTB 2.6 BidRequest in, the same with `user.data` out. */
import { z } from "@hono/zod-openapi";
import { countryOf, gateBidRequest } from "../gate/openrtb.ts";
import { requireService } from "./authentication.ts";
import { describe } from "./describe.ts";
import { Surface, UserId } from "./fields.ts";
import type { App } from "./hono.ts";
import { parse, readJson } from "./json-body.ts";
import { toProfile } from "./lookup.ts";
import { segments } from "./openrtb-data.ts";

/** Only what is looked at is named; the rest of the request passes through as it came. */
const BidRequest = z
  .looseObject({
    id: z.string(),
    user: z
      .looseObject({ id: UserId.optional(), consent: z.unknown().optional(), data: z.array(z.looseObject({})).optional() })
      .optional()
      .openapi({ description: "`user.id` is the caller's id of the person; without it the request comes back unchanged." }),
  })
  .openapi("BidRequest");

/** A profile holds no more. */
const MAX_SEGMENTS = 20;

const Query = z.object({ surface: Surface });

export function mountOpenRtb(app: App): void {
  const path = describe(app, {
    method: "post",
    path: "/v1/openrtb/enrich",
    summary: "Add a person's interests to a bid request",
    description:
      "Adds one `Data` object (segtax 9: IAB Content Taxonomy 3.1) to `user.data`. With a protected or missing country, an opt-out in `regs`, `user.consent`, `lmt` or `dnt` the request comes back unchanged.",
    tag: "Services",
    security: "serviceKey",
    query: Query,
    body: BidRequest,
    answer: BidRequest,
  });
  app.post(path, async (c) => {
    const service = await requireService(c, "openrtb:write");
    const { surface } = parse(Query, c.req.query());
    const bid = await readJson(c, BidRequest);
    const { services, now } = c.var;
    const user = bid.user?.id;
    const refusal = gateBidRequest(bid, now, services.effectiveFrom(service.tenant));
    if (user === undefined || refusal) return c.json(bid);
    try {
      const view = await services.read({ tenant: service.tenant, user, surface }, { now, history: false });
      const data = segments(toProfile(user, view, "ads", MAX_SEGMENTS, countryOf(bid)).topics);
      return c.json(data.length === 0 ? bid : { ...bid, user: { ...bid.user, data: [...(bid.user?.data ?? []), ...data] } });
    } catch (error) {
      services.fault("read", error);
      return c.json(bid);
    }
  });
}
