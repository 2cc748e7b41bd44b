/** Somebody looks at what is known about them, blocks some of it, takes it away, and erases all of it. */
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { base, launch, open } from "./chromium.ts";
import { LAPTOP, LAPTOP_TOPIC, say } from "./playground-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const interests = (page: Page) => page.locator("#interests h3");

test("a person blocks, undoes, pauses, downloads and erases", async () => {
  const { page, complaints } = await open(browser, "/");
  await say(page, LAPTOP);
  await page.getByRole("button", { name: "Open this person's privacy centre" }).click();
  await interests(page).first().waitFor();

  // The token came in the fragment and is nowhere any more.
  expect(page.url()).toBe(`${base()}/me`);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ""]);

  const names = await interests(page).allInnerTexts();
  expect(names).toContain(LAPTOP_TOPIC);

  await page.getByRole("button", { name: `Block: ${LAPTOP_TOPIC}`, exact: true }).click();
  await page.getByText(`${LAPTOP_TOPIC} is blocked. It will not come back.`).waitFor();
  expect(await interests(page).allInnerTexts()).not.toContain(LAPTOP_TOPIC);
  expect(await page.locator("#blocked").innerText()).toContain(LAPTOP_TOPIC);

  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await page.getByText(`Undone: ${LAPTOP_TOPIC}.`).waitFor();
  expect(await interests(page).allInnerTexts()).toEqual(names);

  await page.getByLabel("Paused").check();
  await page.getByText("What is known stays as it is.").waitFor();

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download everything" }).click();
  const saved = readFileSync(await (await downloading).path(), "utf8");
  expect(saved).toContain(LAPTOP_TOPIC);
  expect(saved).not.toContain("editing");

  await page.getByRole("button", { name: "Erase everything" }).click();
  const erase = page.getByRole("button", { name: "Erase now" });
  expect(await erase.isDisabled()).toBe(true);
  await page.getByLabel("I understand that this cannot be undone").check();
  await erase.click();
  await page.getByRole("heading", { name: "Everything is erased" }).waitFor();
  expect(complaints).toEqual([]);
});

test("a topic is blocked before it was ever seen", async () => {
  const { page } = await open(browser, "/me");
  await page.getByRole("button", { name: "Open as the demo person" }).click();
  await page.getByLabel("Block a topic").fill("no such topic");
  await page.locator("#blocked").getByRole("button", { name: "Block", exact: true }).click();
  await page.getByText("Choose a topic from the list.").waitFor();
  await page.getByLabel("Block a topic").fill("Video Gaming");
  await page.locator("#blocked").getByRole("button", { name: "Block", exact: true }).click();
  await page.locator("#blocked li").filter({ hasText: "Video Gaming" }).waitFor();
});

test("without a token, or with a bad one, nothing is shown but the way back", async () => {
  const { page: empty } = await open(browser, "/me");
  expect(await empty.locator("main").innerText()).toContain("Open this page from your app");
  const { page: expired } = await open(browser, "/me#token=not-a-token");
  await expired.getByText("This link has expired").waitFor();
  expect(expired.url()).toBe(`${base()}/me`);
});
