/** The pipeline's doors for one request: what it may call, with the budget that each gets. */
import { onTheBeat } from "../beat.ts";
import { decideFor } from "../decide.ts";
import type { UserPrincipal } from "../domain/principal.ts";
import { gate } from "../gate/gate.ts";
import { gateInput } from "../gate/input.ts";
import { PATIENCE_MS, within } from "../patience.ts";
import type { Doors, MessageCall } from "../pipeline.ts";
import { suppress } from "../suppress/suppress.ts";
import type { AppContext } from "./hono.ts";

/** @param body reads and validates the body; called only when the gate lets the request through */
export function doorsFor(c: AppContext, user: UserPrincipal, body: () => Promise<MessageCall>): Doors {
  const { services, now } = c.var;
  const input = gateInput(c.req.raw, user, services.config, now);
  return {
    now,
    gate: () => gate(input),
    body,
    classify: services.classify,
    suppress: (labels, context) => suppress(labels, context, { country: input.region.deciding }),
    person: (surface) => {
      const who = { tenant: user.tenant, user: user.user, surface };
      return {
        read: (messageId, conversation) => services.read(who, { now, messageId, conversation }),
        observe: (observation) => within(PATIENCE_MS.observe, services.people.observe(who, observation)),
        decided: (entries) => services.people.decided(who, entries),
        hush: (conversation) => services.people.hush(who, { conversation, now }),
      };
    },
    decide: (wish, view, message, { conversation }) => decideFor({ ...wish, view, message, conversation, now, country: input.region.deciding }, services),
    onTheBeat,
    behind: (work) => c.executionCtx.waitUntil(services.behind("observe", work)),
    fault: services.fault,
  };
}
