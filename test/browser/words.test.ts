/** The message files say the same things in every language. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

type Message = string | { readonly one: string; readonly other: string };
const read = (language: string): Record<string, Message> =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, `../../worker/web/shared/messages/${language}.json`), "utf8"));
const english = read("en");
const holes = (message: Message | undefined) => [...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test.each(["fr", "es", "pt"])("%s has every message, with the same holes", (language) => {
  const words = read(language);
  expect(Object.keys(words)).toEqual(Object.keys(english));
  for (const key of Object.keys(english)) {
    expect([key, holes(words[key])]).toEqual([key, holes(english[key])]);
    expect([key, typeof words[key]]).toEqual([key, typeof english[key]]);
  }
});
