import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { createApp } from "../../worker/app.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Every call fails, the answer tells nobody why, and the log tells the operator which setting it is. */
test.each([
  ["TOKEN_SECRET", "short-secret", "misconfigured: TOKEN_SECRET: must have at least 16 characters"],
  ["PERSON_SECRET", "", "misconfigured: PERSON_SECRET: is missing"],
  ["STAGE", "staging", 'misconfigured: STAGE: must be "dev" or "production"'],
])("%s is wrong", async (key, value, logged) => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const response = await createApp({ ...env, [key]: value } as Env).request("/health");
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ type: "about:blank", title: "Internal error", status: 500 });
  expect(log.mock.calls).toEqual([[logged]]);
});
