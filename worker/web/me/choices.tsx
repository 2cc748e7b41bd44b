/** Personalisation on, paused or off, and what it may be used for. */
import { PURPOSES } from "../../domain/vocabulary.ts";
import { t } from "../shared/i18n.ts";
import type { MeAnswer } from "../shared/me-answer.ts";
import { Panel, Segments, Switch } from "../shared/parts.tsx";
import type { Me } from "./use-me.ts";

const CHOICES = ["on", "paused", "off"] as const;

export function ChoicesPanel({ me, view: { preferences, effective } }: { me: Me; view: MeAnswer }) {
  const { personalisation, purposes } = preferences;
  return (
    <Panel title={t("me.choice.title")}>
      <div class="columns halves">
        <div class="stack">
          <Segments
            legend={t("me.choice.title")}
            hideLegend
            disabled={me.busy}
            value={personalisation}
            choose={(value) => me.prefer({ personalisation: value })}
            options={CHOICES.map((value) => ({ value, label: t(`me.choice.${value}`) }))}
          />
          <p class="muted">{t(`me.choice.${personalisation}.means`)}</p>
          {effective.personalisation !== personalisation && (
            <p class="note warn small">{t("me.choice.stricter", { choice: t(`me.choice.${effective.personalisation}`) })}</p>
          )}
        </div>
        <fieldset class="stack">
          <legend class="label">{t("me.purposes")}</legend>
          {PURPOSES.map((purpose) => (
            <Switch
              key={purpose}
              label={t(`me.purpose.${purpose}`)}
              on={purposes[purpose]}
              disabled={me.busy || personalisation === "off"}
              change={(on) => me.prefer({ purposes: { [purpose]: on } })}
            />
          ))}
        </fieldset>
      </div>
    </Panel>
  );
}
