/** Axe, small windows, big letters, both themes, four languages; pictures of all of it for people to look at. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { base, launch, open, overflows, picture, violations } from "./chromium.ts";
import { LAPTOP, say } from "./playground-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Each page in its fullest state. */
const FULL: Record<string, (page: Page) => Promise<unknown>> = {
  "/": async (page) => {
    await say(page, LAPTOP);
    await page.getByRole("button", { name: "Rank them" }).click();
    await page.locator("#ranking summary").waitFor();
    for (const call of await page.locator(".wire > summary").all()) await call.click();
  },
  "/me": async (page) => {
    await page.goto(`${base()}/`);
    await say(page, LAPTOP);
    await page.getByRole("button", { name: "Open this person's privacy centre" }).click();
    await page.locator("#interests h3").first().waitFor();
  },
  "/transparency": (page) => page.locator("#regions").waitFor(),
};

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test.each(Object.entries(FULL))("%s has no violation, first and full, wide and narrow", async (target, fill) => {
    const { page } = await open(browser, target, { colorScheme });
    const name = target === "/" ? "playground" : target.slice(1);
    expect(await violations(page)).toEqual([]);
    await fill(page);
    expect(await violations(page)).toEqual([]);
    await picture(page, `${name}-${colorScheme}-1280`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    await picture(page, `${name}-${colorScheme}-360`);
  });
});

test("the dialog that asks before erasing has no violation", async () => {
  const { page } = await open(browser, "/me");
  await page.getByRole("button", { name: "Open as the demo person" }).click();
  await page.getByRole("button", { name: "Erase everything" }).click();
  expect(await violations(page)).toEqual([]);
  await picture(page, "me-erase-dialog");
  await page.keyboard.press("Escape");
  expect(await page.getByRole("dialog").count()).toBe(0);
});

test.each(["fr", "es", "pt"])("in %s every page is translated and fits 360 pixels", async (language) => {
  for (const target of ["/", "/me", "/transparency"]) {
    const { page, complaints } = await open(browser, `${target}?lang=${language}`, { viewport: { width: 360, height: 740 } });
    expect(await page.getAttribute("html", "lang")).toBe(language);
    expect(await page.locator("main").innerText()).not.toMatch(/\b(me|playground|transparency|state|composer)\.[a-z_]+\.?/);
    expect(await overflows(page)).toBe(false);
    expect(complaints).toEqual([]);
    if (target === "/transparency") await picture(page, `transparency-${language}-360`);
    await page.close();
  }
});

test("at 200 % zoom nothing runs out of the window", async () => {
  for (const target of ["/", "/me", "/transparency"]) {
    const { page } = await open(browser, target, { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
    expect(await overflows(page)).toBe(false);
    await page.close();
  }
});

test("the keyboard reaches the content first, then writes and sends", async () => {
  const { page } = await open(browser, "/");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
  await page.keyboard.press("Enter");
  await page.getByLabel("Your message").focus();
  await page.keyboard.type("best running shoes for a half marathon");
  await page.keyboard.press("Enter");
  await page.locator("#answer .note").first().waitFor();
});

test("language and theme are chosen without anything being stored", async () => {
  const { page } = await open(browser, "/");
  await page.getByLabel("Language").selectOption("pt");
  await page.getByRole("heading", { name: "Diga algo" }).waitFor();
  await page.getByRole("button", { name: "Mudar para escuro" }).click();
  await page.getByRole("link", { name: "Transparência" }).click();
  await page.getByRole("heading", { name: "O que o Inkling faz, e com quem" }).waitFor();
  expect(await page.evaluate(() => [document.documentElement.dataset.theme, localStorage.length, document.cookie])).toEqual(["dark", 0, ""]);
});
