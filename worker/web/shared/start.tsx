/** Starts a page: theme, words, frame, content. */
import { type ComponentChildren, render } from "preact";
import { useState } from "preact/hooks";
import type { MessageKey } from "./i18n.ts";
import { isLanguage, preferredLanguage, t, useLanguage } from "./i18n.ts";
import { remember, startTheme } from "./look.ts";
import { Shell } from "./shell.tsx";

/** Draws `content` inside the common frame. A change of language draws all of it again, and keeps its state. */
export async function startPage(page: "playground" | "me" | "transparency", content: () => ComponentChildren): Promise<void> {
  startTheme();
  await useLanguage(preferredLanguage(location.search, navigator.languages));
  const root = document.getElementById("app");
  if (root === null) throw new Error("the page has no #app");
  root.replaceChildren();
  render(<Page page={page} content={content} />, root);
}

function Page({ page, content: Content }: { page: "playground" | "me" | "transparency"; content: () => ComponentChildren }) {
  const [, again] = useState(0);
  document.title = `${t(`nav.${page}` as MessageKey)} · Inkling`;
  const changeLanguage = async (wanted: string) => {
    if (!isLanguage(wanted)) return;
    remember("lang", wanted);
    await useLanguage(wanted);
    again((times) => times + 1);
  };
  return (
    <Shell page={page} changeLanguage={changeLanguage}>
      <Content />
    </Shell>
  );
}
