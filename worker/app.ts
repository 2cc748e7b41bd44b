/** Builds the app: middleware in order, routes, the one onError. `env` stops here. */
import { secureHeaders } from "hono/secure-headers";
import { ConfigError } from "./config.ts";
import { mountChat } from "./routes/chat.ts";
import { mountClassify } from "./routes/classify.ts";
import { mountDecisions } from "./routes/decisions.ts";
import { mountDev } from "./routes/dev.ts";
import { mountEvents } from "./routes/events.ts";
import { type App, newApp } from "./routes/hono.ts";
import { mountLinks } from "./routes/links.ts";
import { mountLookup } from "./routes/lookup.ts";
import { mountMe } from "./routes/me.ts";
import { mountMessages } from "./routes/messages.ts";
import { mountMeta } from "./routes/meta.ts";
import { mountOpenRtb } from "./routes/openrtb.ts";
import { mountPolicy } from "./routes/policy.ts";
import { Problem } from "./routes/problem.ts";
import { mountSignals } from "./routes/signals.ts";
import { mountTakeAway } from "./routes/take-away.ts";
import { mountTransparency } from "./routes/transparency.ts";
import { mountWhy } from "./routes/why.ts";
import { buildServices, type Services } from "./services.ts";

/** The app of one isolate. `env` is read when the first request comes, so that a wrong setting is an answer, not a dead Worker. */
export function createApp(env: Env): App {
  const app = newApp();
  let services: Services | undefined;

  app.use(secureHeaders({ crossOriginResourcePolicy: "cross-origin" }));
  app.use(async (c, next) => {
    services ??= buildServices(env);
    c.set("services", services);
    c.set("now", Date.now());
    await next();
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
  });

  mountMessages(app);
  mountChat(app);
  mountMe(app);
  mountLinks(app);
  mountTakeAway(app);
  mountWhy(app);
  mountLookup(app);
  mountDecisions(app);
  mountEvents(app);
  mountSignals(app);
  mountClassify(app);
  mountOpenRtb(app);
  mountPolicy(app);
  mountTransparency(app);
  if (env.STAGE === "dev") mountDev(app);
  mountMeta(app);

  app.notFound(() => new Problem(404, "No such path").toResponse());
  app.onError((error) => {
    if (error instanceof Problem) return error.toResponse();
    // A wrong setting is told in words, which name the key and no secret. Of others the kind only: a message may quote what was sent.
    console.error(error instanceof ConfigError ? `misconfigured: ${error.message}` : `unexpected ${error.name}`);
    return new Problem(500, "Internal error").toResponse();
  });
  return app;
}
