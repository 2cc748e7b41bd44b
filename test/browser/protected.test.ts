/** Somebody writes from a country whose messages are never read. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open } from "./chromium.ts";
import { LAPTOP, say, verdicts } from "./playground-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test.each([
  ["DE", "adult", "Protected region", "protected region"],
  ["KR", "adult", "Protected region", "protected region"],
  ["XX", "adult", "Protected region", "protected region"],
  ["US", "minor", "Not known to be an adult", "age"],
])("from %s as %s the message passes through unread and leaves nothing", async (country, age, says, rule) => {
  const { page, complaints } = await open(browser, "/");
  await page.getByLabel("Country").selectOption(country);
  await page.getByLabel("Age claim").selectOption(age);
  await say(page, LAPTOP);

  expect(await verdicts(page)).toEqual(["passed", "stopped", "not reached", "not reached", "not reached", "not reached"]);
  expect(await page.locator(".rung.stop").innerText()).toContain(`Rule: ${rule}`);
  expect(await page.locator("#answer .note").first().innerText()).toContain(says);
  expect(await page.locator("#profile .empty").innerText()).toContain("Nothing is known about this person.");
  expect(await page.locator("#trace .empty").innerText()).toContain("No row exists about this person.");
  expect(complaints).toEqual([]);
});

test("an opt-out signal is obeyed from the next message on", async () => {
  const { page } = await open(browser, "/");
  await page.getByLabel("GPP: no targeted ads").check();
  await say(page, LAPTOP);
  expect(await page.locator("#answer .note").first().innerText()).toContain("An opt-out signal says no");
});
