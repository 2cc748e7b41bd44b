/** Entry point: the fetch, queue and scheduled handlers, and the Durable Object class. */
import { createApp } from "./app.ts";
import { consumeLedger } from "./ledger/consumer.ts";
import { nightly } from "./ledger/nightly.ts";

export { PersonObject } from "./profile/object.ts";

const apps = new WeakMap<Env, ReturnType<typeof createApp>>();
const appFor = (env: Env) => {
  const app = apps.get(env) ?? createApp(env);
  apps.set(env, app);
  return app;
};

export default {
  fetch: (request, env, context) => appFor(env).fetch(request, env, context),
  queue: async (batch, env) => {
    await consumeLedger(batch, env.DB);
  },
  scheduled: async (event, env) => {
    await nightly(env.DB, event.scheduledTime);
  },
} satisfies ExportedHandler<Env>;
