/**
 * The words of the pages, in the reader's language. Messages are files; the one that is needed is loaded, no other.
 *
 * The language is what the address asks for (`?lang=fr`), else what the browser prefers, else English. Nothing is
 * stored: a choice travels in the links.
 */

import { LANGUAGES, type Language } from "../../domain/vocabulary.ts";
import type english from "./messages/en.json";

export type MessageKey = keyof typeof english;
type Message = string | { readonly one: string; readonly other: string };

const FILES: Record<Language, () => Promise<{ default: Record<MessageKey, Message> }>> = {
  en: () => import("./messages/en.json"),
  fr: () => import("./messages/fr.json"),
  es: () => import("./messages/es.json"),
  pt: () => import("./messages/pt.json"),
};

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", fr: "Français", es: "Español", pt: "Português" };

let messages: Partial<Record<MessageKey, Message>> = {};
let current: Language = "en";
let plural = new Intl.PluralRules("en");

/** Does the project have messages in this language? */
export const isLanguage = (value: string | null): value is Language => LANGUAGES.some((language) => language === value);

/** The language of the page now. */
export const language = (): Language => current;

/** Loads the messages of the wanted language and marks the document with it. Call once before drawing, and again to change. */
export async function useLanguage(wanted: Language): Promise<void> {
  messages = (await FILES[wanted]()).default;
  current = wanted;
  plural = new Intl.PluralRules(wanted);
  document.documentElement.lang = wanted;
}

/** The language that fits this reader best. */
export function preferredLanguage(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get("lang");
  return [asked, ...preferred.map((tag) => tag.slice(0, 2).toLowerCase())].find(isLanguage) ?? "en";
}

/** The message, with `{name}` filled in. A message that has a singular and a plural chooses by `{count}`. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  const found = messages[key] ?? key;
  const text = typeof found === "string" ? found : plural.select(Number(values.count)) === "one" ? found.one : found.other;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** `t` for a key that is put together from a closed word of the API; the word itself where there is no message. */
export function word(group: string, value: string): string {
  const key = `${group}.${value}`;
  return key in messages ? t(key as MessageKey) : value.replaceAll("_", " ");
}
