/** What the server sends for a page: little, and under strict rules. */
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { base, launch, open } from "./chromium.ts";

/** Most bytes of a first load, compressed. */
const MAX_FIRST_LOAD_BYTES = 100_000;
const PAGES = ["/", "/me", "/transparency"];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test.each(PAGES)("%s loads under 100 kB", async (target) => {
  const { page } = await open(browser, target);
  const files = await page.evaluate(() => [location.pathname, ...performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)]);
  const assets = [...new Set(files)].filter((file) => !file.startsWith("/v1/"));
  const sizes = await Promise.all(assets.map(async (file) => gzipSync(await (await fetch(base() + file)).bytes()).length));
  expect(assets.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_FIRST_LOAD_BYTES);
});

test.each(PAGES)("%s allows no inline script, no foreign host and no frame", async (target) => {
  const { headers } = await fetch(base() + target);
  const policy = headers.get("Content-Security-Policy") ?? "";
  for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toContain("unsafe");
  expect(headers.get("Referrer-Policy")).toBe("no-referrer");
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
});

test("the privacy centre is never cached", async () => {
  expect((await fetch(`${base()}/me`)).headers.get("Cache-Control")).toBe("no-store");
});
