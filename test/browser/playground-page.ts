/** What a person does on the playground. */
import type { Page } from "playwright-core";

/** A message whose subject is beyond doubt; its tier-1 topic is {@link LAPTOP_TOPIC}. */
export const LAPTOP = "which laptop under $900 is good for video editing?";
export const LAPTOP_TOPIC = "Technology & Computing";

/** Writes and sends a message, and waits for the chat app's answer. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel("Your message").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("Conversation so far").waitFor();
  await page.locator("#answer .note").first().waitFor();
  await page.locator("#trace .wire").first().waitFor();
}

/** Verdicts of the ladder, top to bottom, as the page words them. */
export const verdicts = (page: Page): Promise<string[]> => page.locator(".rung .chips > .chip:first-child").allInnerTexts();
