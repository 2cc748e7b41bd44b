/**
 * Calls for the playground, mounted under `STAGE=dev` only: credentials without a back end, every step of the ladder
 * laid open, and the rows that exist about a person. None of them exists in production.
 */
import { z } from "@hono/zod-openapi";
import { newServiceKey } from "../auth/service-key.ts";
import { mintUserToken } from "../auth/user-token.ts";
import type { ScoredSensitive } from "../domain/classification.ts";
import { SCOPES } from "../domain/principal.ts";
import { insertServiceKey } from "../ledger/queries.ts";
import { rowsAbout } from "../ledger/rows-about.ts";
import { type Doors, handleMessage } from "../pipeline.ts";
import { requireUser } from "./authentication.ts";
import { describe } from "./describe.ts";
import { doorsFor } from "./doors.ts";
import { UserId } from "./fields.ts";
import type { App } from "./hono.ts";
import { readJson } from "./json-body.ts";
import { MessagesAnswer, MessagesRequest } from "./message-schema.ts";
import { onTheWire, readCall } from "./messages.ts";

/** The tenant that the development settings put into effect. */
const TENANT = "demo";
const TOKEN_LIFE_S = 900;

const SessionRequest = z
  .strictObject({
    user: UserId,
    conn: z.enum(["client", "server"]).default("client"),
    country: z.string().max(64).optional(),
    home: z.string().max(64).optional(),
    age: z.string().max(64).optional(),
  })
  .openapi("DevSessionRequest");

const Step = z.strictObject({
  step: z.enum(["authenticate", "gate", "classify", "suppress", "decide", "observe"]),
  verdict: z.enum(["pass", "stop", "not_reached"]),
  rule: z.string().nullable(),
  ms: z.number(),
  facts: z.record(z.string(), z.unknown()),
});
type Step = z.output<typeof Step>;

const Explanation = z.strictObject({ steps: z.array(Step), sensitive: z.record(z.string(), z.number()), answer: MessagesAnswer }).openapi("DevExplanation");

const Trace = z
  .strictObject({ stores: z.array(z.strictObject({ store: z.string(), table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) })) })
  .openapi("DevTrace");

export function mountDev(app: App): void {
  const session = describe(app, {
    method: "post",
    path: "/v1/dev/session",
    summary: "Credentials for the playground",
    tag: "Development",
    security: "none",
    body: SessionRequest,
    answer: z.strictObject({ user_token: z.string(), service_key: z.string() }),
  });
  app.post(session, async (c) => {
    const { user, conn, country, home, age } = await readJson(c, SessionRequest);
    const { services, now } = c.var;
    const { key, row } = await newServiceKey(TENANT, SCOPES, now);
    await insertServiceKey(services.db, row);
    const subject = {
      tenant: TENANT,
      user,
      conn,
      life: TOKEN_LIFE_S,
      ...(country === undefined ? {} : { country }),
      ...(home === undefined ? {} : { home }),
      ...(age === undefined ? {} : { age }),
    };
    return c.json({ user_token: await mintUserToken(subject, services.auth, now), service_key: key });
  });

  const explain = describe(app, {
    method: "post",
    path: "/v1/dev/explain",
    summary: "The ladder, step by step; learns nothing",
    tag: "Development",
    security: "userToken",
    body: MessagesRequest,
    answer: Explanation,
  });
  app.post(explain, async (c) => {
    const started = performance.now();
    const user = await requireUser(c);
    const authenticated = performance.now() - started;
    const { doors, steps, sensitive } = watched(doorsFor(c, user, () => readCall(c)));
    const outcome = await handleMessage(doors);
    const first: Step = {
      step: "authenticate",
      verdict: "pass",
      rule: null,
      ms: authenticated,
      facts: { conn: user.conn, age: user.age, country: user.country },
    };
    return c.json({ steps: [first, ...steps()], sensitive, answer: onTheWire(outcome, c.var.services.model) });
  });

  const trace = describe(app, {
    method: "get",
    path: "/v1/dev/trace",
    summary: "Every row that exists about a person",
    tag: "Development",
    security: "userToken",
    answer: Trace,
  });
  app.get(trace, async (c) => {
    const { tenant, user } = await requireUser(c);
    const { services } = c.var;
    const { person, stores } = await services.people.trace({ tenant, user });
    return c.json({ stores: [...stores, ...(await rowsAbout(services.db, person))] });
  });
}

/** The same doors, with a clock on each and with nothing left behind: nothing is learned, hushed or recorded. */
function watched(doors: Doors): { doors: Doors; steps: () => Step[]; sensitive: Record<string, number> } {
  const done = new Map<Step["step"], Step>();
  const sensitive: Record<string, number> = {};
  const note = (step: Step["step"], verdict: Step["verdict"], rule: string | null, since: number, facts: Step["facts"] = {}) =>
    done.set(step, { step, verdict, rule, ms: performance.now() - since, facts });
  const collect = (found: readonly ScoredSensitive[]) => {
    for (const { category, score } of found) sensitive[category] = Math.max(score, sensitive[category] ?? 0);
  };

  const spied: Doors = {
    ...doors,
    gate() {
      const since = performance.now();
      const refusal = doors.gate();
      note("gate", refusal ? "stop" : "pass", refusal?.rule ?? null, since);
      return refusal;
    },
    async classify(turns) {
      const since = performance.now();
      const result = await doors.classify(turns);
      if (result.kind === "refused") note("classify", "stop", result.refusal.rule, since);
      else {
        collect(result.now.sensitive);
        collect(result.context);
        note("classify", "pass", null, since, { language: result.now.language, topics: result.now.topics, intents: result.now.intents });
      }
      return result;
    },
    suppress(labels, context) {
      const since = performance.now();
      const verdict = doors.suppress(labels, context);
      note(
        "suppress",
        verdict.kind === "refused" ? "stop" : "pass",
        verdict.kind === "refused" ? verdict.refusal.rule : null,
        since,
        verdict.kind === "pass" ? { topics: verdict.topics } : {},
      );
      return verdict;
    },
    person(surface) {
      const person = doors.person(surface);
      return {
        read: person.read,
        decided: async () => {},
        hush: async () => {},
        async observe({ topics, intents }) {
          note("observe", "pass", null, performance.now(), { dry_run: true, topics, intents });
          return "learned";
        },
      };
    },
    async decide(...wish) {
      const since = performance.now();
      const decided = await doors.decide(...wish);
      const { picks, skip_code } = decided.decision;
      note("decide", picks.length > 0 ? "pass" : "stop", skip_code, since, { picks });
      return decided;
    },
  };
  const steps = () =>
    (["gate", "classify", "suppress", "decide", "observe"] as const).map(
      (step): Step => done.get(step) ?? { step, verdict: "not_reached", rule: null, ms: 0, facts: {} },
    );
  return { doors: spied, steps, sensitive };
}
