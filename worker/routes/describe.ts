/** Puts calls into `/openapi.json`, from the very schemas that validate. */
import { createRoute, type RouteConfig, type z } from "@hono/zod-openapi";
import type { App } from "./hono.ts";
import { ProblemDetails } from "./problem.ts";

/** One call as the API description shows it. */
export interface Call {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** OpenAPI path, `/v1/me/topics/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: "Messages" | "Services" | "The person" | "Anyone" | "Development";
  /** Which credential the call takes. */
  readonly security: "userToken" | "serviceKey" | "none";
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly answer: z.ZodType;
  /** Status of the good answer, 200 when left out. */
  readonly status?: 200 | 201;
  /** Which problems can come back, beside those of authentication. */
  readonly problems?: readonly number[];
}

const TITLES: Record<number, string> = {
  400: "A field is wrong; `errors` names it.",
  401: "No valid credential.",
  403: "The credential lacks the scope.",
  404: "No such thing for this caller.",
  409: "It does not fit what stands.",
  413: "The body is over 64 KiB.",
  415: "The body is not application/json.",
  502: "The upstream failed.",
  503: "Something that this call needs is out of order; nothing was done.",
};

/** Registers the call's description and returns its path in hono's writing (`/v1/me/topics/:id`). */
export function describe(app: App, call: Call): string {
  const problems = [
    ...(call.body ? [400, 413, 415] : []),
    ...(call.query || call.params ? [400] : []),
    ...(call.security === "none" ? [] : [401]),
    ...(call.security === "serviceKey" ? [403] : []),
    ...(call.problems ?? []),
  ];
  const route = createRoute({
    method: call.method,
    path: call.path,
    summary: call.summary,
    ...(call.description === undefined ? {} : { description: call.description }),
    tags: [call.tag],
    ...(call.security === "none" ? {} : { security: [{ [call.security]: [] }] }),
    request: {
      ...(call.body ? { body: { required: true, content: { "application/json": { schema: call.body } } } } : {}),
      ...(call.query ? { query: call.query } : {}),
      ...(call.params ? { params: call.params } : {}),
      ...(call.headers ? { headers: call.headers } : {}),
    },
    responses: {
      [call.status ?? 200]: { description: "The answer.", content: { "application/json": { schema: call.answer } } },
      ...Object.fromEntries(
        [...new Set(problems)].map((status) => [
          status,
          { description: TITLES[status] ?? "A problem.", content: { "application/problem+json": { schema: ProblemDetails } } },
        ]),
      ),
    } as RouteConfig["responses"],
  });
  app.openAPIRegistry.registerPath(route);
  return route.getRoutingPath();
}
