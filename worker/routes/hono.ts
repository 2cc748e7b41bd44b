/** The one shape of app that all routes are mounted on. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Services } from "../services.ts";

/** What the middlewares in front leave for a route. */
export interface AppEnv {
  Variables: {
    /** The doors to everything outside. */
    readonly services: Services;
    /** Epoch ms at which the request arrived; the only clock that a request has. */
    readonly now: number;
  };
}

export type App = OpenAPIHono<AppEnv>;
export type AppContext = Context<AppEnv>;

export const newApp = (): App => new OpenAPIHono<AppEnv>();
