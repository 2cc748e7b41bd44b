/** Where a message is written or picked, and where it is said who writes it. */
import { useState } from "preact/hooks";
import type { Language, Modality } from "../../domain/vocabulary.ts";
import { LANGUAGES, MODALITIES } from "../../domain/vocabulary.ts";
import { country } from "../shared/format.ts";
import { LANGUAGE_NAMES, language, t } from "../shared/i18n.ts";
import { Icon } from "../shared/icon.tsx";
import { Segments } from "../shared/parts.tsx";
import { type Example, examplesIn } from "./examples.ts";
import { type Age, type Connection, OPEN_COUNTRIES, PROTECTED_COUNTRIES, type Settings, SIGNAL_NAMES, UNKNOWN_COUNTRY } from "./settings.ts";

export interface Draft {
  readonly text: string;
  readonly modality: Modality;
}

export function Composer({ busy, said, send, forget }: { busy: boolean; said: readonly string[]; send: (draft: Draft) => void; forget: () => void }) {
  const [text, setText] = useState("");
  const [modality, setModality] = useState<Modality>("text");
  const submit = () => {
    if (text.trim() === "" || busy) return;
    send({ text, modality });
    setText("");
  };
  const pick = (example: Example) => {
    setText(example.text);
    setModality(example.modality);
    document.getElementById("message")?.focus();
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {said.length > 0 && <Said said={said} forget={forget} />}
      <Segments
        legend={t("composer.modality")}
        value={modality}
        choose={setModality}
        options={MODALITIES.map((value) => ({ value, label: t(`modality.${value}`), icon: value }))}
      />
      <div class="field">
        <label for="message">{t(`composer.label.${modality}`)}</label>
        <textarea
          id="message"
          value={text}
          maxLength={2000}
          placeholder={t(`composer.placeholder.${modality}`)}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
      </div>
      <div class="row apart">
        <span class="hint">{t("composer.enter")}</span>
        <button class="button primary" type="submit" disabled={busy || text.trim() === ""}>
          {t(busy ? "composer.busy" : "composer.send")}
        </button>
      </div>
      <Examples pick={pick} />
    </form>
  );
}

/** The conversation so far, as this page holds it in memory: the earlier messages are sent along as context. */
function Said({ said, forget }: { said: readonly string[]; forget: () => void }) {
  return (
    <div class="stack tight">
      <div class="row apart">
        <span class="label">{t("composer.said")}</span>
        <button type="button" class="button small quiet" onClick={forget}>
          {t("composer.new_conversation")}
        </button>
      </div>
      <ol class="said">
        {said.slice(-4).map((text, index) => (
          <li key={index}>{text}</li>
        ))}
      </ol>
    </div>
  );
}

function Examples({ pick }: { pick: (example: Example) => void }) {
  const [shown, setShown] = useState<Language | null>(null);
  const current = shown ?? language();
  return (
    <div class="stack tight">
      <Segments
        legend={t("composer.examples")}
        value={current}
        choose={setShown}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <ul class="examples">
        {examplesIn(current).map((example) => (
          <li key={example.text}>
            <button type="button" class="example" onClick={() => pick(example)}>
              <Icon name={example.modality} />
              <span lang={example.language}>{example.text}</span>
              {example.sensitive && <span class="chip warn">{t("composer.sensitive")}</span>}
              {example.language === "de" && <span class="chip">{t("composer.unread")}</span>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function SettingsForm({ settings, change }: { settings: Settings; change: (settings: Settings) => void }) {
  const set = <K extends keyof Settings>(key: K, value: Settings[K]) => change({ ...settings, [key]: value });
  const sorted = (codes: readonly string[]) => codes.map((code) => ({ code, name: country(code) })).sort((a, b) => a.name.localeCompare(b.name, language()));
  return (
    <div class="stack">
      <div class="fields">
        <div class="field">
          <label for="country">{t("settings.country")}</label>
          <select id="country" value={settings.country} onChange={(event) => set("country", event.currentTarget.value)}>
            <option value={UNKNOWN_COUNTRY}>{t("settings.unknown_country")}</option>
            <optgroup label={t("settings.protected")}>
              {sorted(PROTECTED_COUNTRIES).map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </optgroup>
            <optgroup label={t("settings.open")}>
              {sorted(OPEN_COUNTRIES).map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </optgroup>
          </select>
        </div>
        <div class="field">
          <label for="age">{t("settings.age")}</label>
          <select id="age" value={settings.age} onChange={(event) => set("age", event.currentTarget.value as Age)}>
            {(["adult", "minor", "unknown"] as const).map((age) => (
              <option key={age} value={age}>
                {t(`age.${age}`)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="connection">{t("settings.connection")}</label>
          <select id="connection" value={settings.connection} onChange={(event) => set("connection", event.currentTarget.value as Connection)}>
            {(["client", "server"] as const).map((connection) => (
              <option key={connection} value={connection}>
                {t(`connection.${connection}`)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <fieldset class="stack tight">
        <legend class="label">{t("settings.signals")}</legend>
        <div class="fields">
          {SIGNAL_NAMES.map((name) => (
            <label class="check" key={name}>
              <input
                type="checkbox"
                checked={settings.signals.includes(name)}
                onChange={(event) => set("signals", event.currentTarget.checked ? [...settings.signals, name] : settings.signals.filter((one) => one !== name))}
              />
              <span>{t(`signal.${name}`)}</span>
            </label>
          ))}
        </div>
        {"globalPrivacyControl" in navigator && navigator.globalPrivacyControl === true && <p class="note warn small">{t("settings.gpc")}</p>}
      </fieldset>
    </div>
  );
}
