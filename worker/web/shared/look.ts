/** Light or dark, and links that keep the reader's choices without storing anything. */
import { isLanguage, language } from "./i18n.ts";

export type Theme = "light" | "dark";

const asked = (): URLSearchParams => new URLSearchParams(location.search);

/** What the reader sees now. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Obeys `?theme=`; without it the system decides. */
export function startTheme(): void {
  const wanted = asked().get("theme");
  if (wanted === "light" || wanted === "dark") document.documentElement.dataset.theme = wanted;
}

/** Chooses for this page, and for the links that leave it. */
export function chooseTheme(next: Theme): void {
  document.documentElement.dataset.theme = next;
  remember("theme", next);
}

/** Writes a choice into the address, without a new entry in the history. */
export function remember(name: "theme" | "lang", value: string): void {
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  history.replaceState(null, "", url);
}

/** A path of this site with the reader's choices. */
export function link(path: string): string {
  const now = asked();
  const kept = new URLSearchParams();
  if (isLanguage(now.get("lang"))) kept.set("lang", language());
  const wanted = now.get("theme");
  if (wanted === "light" || wanted === "dark") kept.set("theme", wanted);
  return kept.size === 0 ? path : `${path}?${kept}`;
}
