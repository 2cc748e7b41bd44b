/** The page: write on the left, watch on the right, and below what is kept, what is decided and what left a trace. */
import { useState } from "preact/hooks";
import { t } from "../shared/i18n.ts";
import { link } from "../shared/look.ts";
import { Empty, Panel } from "../shared/parts.tsx";
import { AnswerPanel } from "./answer.tsx";
import { Composer, type Draft, SettingsForm } from "./composer.tsx";
import { Ladder } from "./ladder.tsx";
import { ProfilePanel } from "./profile.tsx";
import { RankingPanel } from "./ranking.tsx";
import { FIRST_SETTINGS } from "./settings.ts";
import { TracePanel } from "./trace.tsx";
import { useDemo } from "./use-demo.ts";

export function Playground() {
  const [settings, setSettings] = useState(FIRST_SETTINGS);
  const demo = useDemo();
  const { seen, busy } = demo;
  const say = (draft: Draft) => {
    showLadder();
    return demo.say(draft, settings);
  };
  const openPrivacyCentre = async () => {
    const token = await demo.token(settings);
    if (token !== null) location.assign(`${link("/me")}#token=${token}`);
  };
  return (
    <>
      <div class="intro">
        <h1>
          {t("playground.title")
            .split(/(?<=\.) /)
            .map((sentence) => (
              <span class="sentence" key={sentence}>
                {sentence}{" "}
              </span>
            ))}
        </h1>
        <p class="lead">{t("playground.lead")}</p>
      </div>
      {demo.unavailable && (
        <Empty title={t("playground.unavailable")}>
          <code>npm install && npm start</code>
        </Empty>
      )}
      <div class="stack wide">
        <div class="columns halves">
          <Panel title={t("composer.title")} lead={t("composer.lead")}>
            <Composer busy={busy} said={demo.said} send={say} forget={demo.newConversation} />
            <div class="wire">
              <SettingsForm settings={settings} change={setSettings} />
            </div>
          </Panel>
          <div class="stack wide">
            <Panel title={t("ladder.title")} lead={t("ladder.lead")} id="ladder">
              <Ladder steps={seen.explanation?.ok ? seen.explanation.body.steps : null} busy={busy} />
            </Panel>
            <AnswerPanel answer={seen.answer} explanation={seen.explanation} busy={busy} />
          </div>
        </div>
        <div class="columns halves">
          <ProfilePanel me={seen.me} lookup={seen.lookup} busy={busy} />
          <RankingPanel decision={seen.decision} busy={busy} rank={(purpose) => demo.rank(purpose, settings)} />
        </div>
        <TracePanel trace={seen.trace} busy={busy} />
        <section class="note accent" aria-label={t("playground.person")}>
          <p>
            {t("playground.person.is")} <code>{demo.user}</code>. {t("playground.person.means")}
          </p>
          <div class="row">
            <button type="button" class="button small primary" onClick={openPrivacyCentre}>
              {t("playground.open_me")}
            </button>
            <button type="button" class="button small" onClick={demo.newPerson}>
              {t("playground.new_person")}
            </button>
          </div>
        </section>
      </div>
    </>
  );
}

/** Where the columns stand one below the other, the steps would light up out of sight. */
function showLadder(): void {
  const ladder = document.getElementById("ladder");
  if (ladder === null || ladder.getBoundingClientRect().top < innerHeight / 2) return;
  ladder.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}
