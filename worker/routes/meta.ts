/** What anyone may ask: is it up, what can it do, how is it called. */
import { z } from "@hono/zod-openapi";
import { describe } from "./describe.ts";
import { DOCS_PAGE } from "./docs-page.ts";
import type { App } from "./hono.ts";

export function mountMeta(app: App): void {
  const health = describe(app, {
    method: "get",
    path: "/health",
    summary: "Is the Worker up?",
    description: "Answers without touching the model, an object or the database.",
    tag: "Anyone",
    security: "none",
    answer: z.strictObject({ status: z.literal("ok"), model: z.string() }).openapi("Health"),
  });
  app.get(health, (c) => c.json({ status: "ok", model: c.var.services.model }));

  app.openAPIRegistry.registerComponent("securitySchemes", "userToken", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Short-lived token that the operator's back end mints for one person.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "serviceKey", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "ik_…",
    description: "Key of an ad, content or back-end service, with scopes.",
  });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Inkling",
      version: "1",
      description: "Reads AI-chat messages at the edge, keeps a handful of advertiser-safe interests, and throws the messages away.",
    },
  });
  app.get("/docs", (c) => c.html(DOCS_PAGE, 200, { "Content-Security-Policy": DOCS_POLICY }));
}

/** The viewer styles itself from within its shadow root, hence inline styles; scripts come from this origin only. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";
