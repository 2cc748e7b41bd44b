/** The frame that all pages share: skip link, brand, pages, language, theme, foot. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { LANGUAGES } from "../../domain/vocabulary.ts";
import { LANGUAGE_NAMES, language, t } from "./i18n.ts";
import { Icon } from "./icon.tsx";
import { chooseTheme, link, theme } from "./look.ts";

const PAGES = [
  ["playground", "/"],
  ["me", "/me"],
  ["transparency", "/transparency"],
] as const;

export function Shell({ page, changeLanguage, children }: { page: string; changeLanguage: (wanted: string) => void; children: ComponentChildren }) {
  const [shown, setShown] = useState(theme());
  const other = shown === "dark" ? "light" : "dark";
  const turn = () => {
    chooseTheme(other);
    setShown(other);
  };
  return (
    <>
      <a class="skip" href="#content">
        {t("shell.skip")}
      </a>
      <header class="top">
        <div class="wrap">
          <a class="brand" href={link("/")}>
            <svg viewBox="6 1 20 28" aria-hidden="true">
              <path d="M16 2c5 7.4 9 12 9 17.2A9 9 0 0 1 7 19.2C7 14 11 9.4 16 2z" />
              <circle cx="12.8" cy="20.2" r="2.6" />
            </svg>
            Inkling
          </a>
          <nav aria-label={t("shell.pages")}>
            <ul class="pages">
              {PAGES.map(([name, path]) => (
                <li key={name}>
                  <a href={link(path)} aria-current={name === page ? "page" : undefined}>
                    {t(`nav.${name}`)}
                  </a>
                </li>
              ))}
              <li>
                <a href="/docs">{t("nav.docs")}</a>
              </li>
            </ul>
          </nav>
          <div class="tools">
            <select aria-label={t("shell.language")} value={language()} onChange={(event) => changeLanguage(event.currentTarget.value)}>
              {LANGUAGES.map((code) => (
                <option key={code} value={code} lang={code}>
                  {LANGUAGE_NAMES[code]}
                </option>
              ))}
            </select>
            <button type="button" class="button small" onClick={turn} aria-label={t(`shell.to_${other}`)} title={t(`shell.to_${other}`)}>
              <Icon name={other === "dark" ? "moon" : "sun"} />
            </button>
          </div>
        </div>
      </header>
      <main id="content" tabindex={-1} class="wrap">
        {children}
      </main>
      <footer class="foot">
        <div class="wrap">
          <span>{t("shell.promise")}</span>
          <a href="/openapi.json">openapi.json</a>
          <a href="/.well-known/gpc.json">gpc.json</a>
        </div>
      </footer>
    </>
  );
}
