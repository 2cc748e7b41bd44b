/** Somebody opens the playground for the first time. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, open } from "./chromium.ts";
import { LAPTOP, LAPTOP_TOPIC, say, verdicts } from "./playground-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test("a newcomer sends an example and sees every step, the interest, and what was left", async () => {
  const { page, complaints } = await open(browser, "/");
  await page.getByRole("button", { name: LAPTOP }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator("#answer .note").first().waitFor();
  await page.locator("#trace .wire").first().waitFor();

  expect((await verdicts(page)).slice(0, 4)).toEqual(["passed", "passed", "passed", "passed"]);
  expect(await page.locator("#answer .note").first().innerText()).toContain("Learned");
  expect(await page.locator("#answer .scores").innerText()).toContain(LAPTOP_TOPIC);
  expect(await page.locator("#profile .scores").innerText()).toContain(LAPTOP_TOPIC);

  // Interests fade as the clock is moved, and are gone in the end.
  const clock = page.getByLabel("Move the clock");
  await clock.fill("7");
  expect(await page.locator("#profile").innerText()).toContain("in 7 days");
  await clock.fill("35");
  expect(await page.locator("#profile .scores li").first().innerText()).toContain("forgotten");

  // No word of the message is in any row (topics and candidates are there as ids).
  const rows = ((await page.locator("#trace").textContent()) ?? "").toLowerCase();
  for (const word of ["$900", "good for", "editing"]) expect(rows).not.toContain(word);

  // The call can be copied: the token is in it in full, though it is shown short.
  await page.locator("#answer summary").first().click();
  expect(await page.locator("#answer pre").first().innerText()).toContain("curl -s -X POST");

  await page.getByRole("button", { name: "Rank them" }).click();
  await page.locator("#ranking summary").waitFor();
  expect(await page.locator("#ranking .picked").filter({ hasText: "clinic" }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test("a sensitive message is refused without a reason, which only the development panel tells", async () => {
  const { page, complaints } = await open(browser, "/");
  await say(page, "I was diagnosed with diabetes last week, what can I still eat?");
  expect(await verdicts(page)).toEqual(["passed", "passed", "passed", "stopped", "not reached", "not reached"]);
  const notes = page.locator("#answer .note");
  expect(await notes.first().innerText()).toContain("Skipped");
  expect((await notes.first().innerText()).toLowerCase()).not.toContain("health");
  expect(await page.locator("#answer .development").innerText()).toContain("health");
  expect(await page.locator("#trace .empty").innerText()).toContain("No row exists about this person.");
  expect(complaints).toEqual([]);
});
