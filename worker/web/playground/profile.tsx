/** The person's interests as bars, and a clock that can be moved: nothing is remembered for ever. */
import { useState } from "preact/hooks";
import type { Exchange } from "../shared/api.ts";
import { faded, GONE_AFTER_DAYS, INTENT_HALF_LIFE_DAYS } from "../shared/decay.ts";
import { day, days, percent, topicName } from "../shared/format.ts";
import { t } from "../shared/i18n.ts";
import type { MeAnswer } from "../shared/me-answer.ts";
import { Bar, Empty, Failure, Loading, Panel } from "../shared/parts.tsx";
import { Wire } from "../shared/wire.tsx";

const DAY_MS = 86_400_000;
const MAX_DAYS = 35;

export function ProfilePanel({ me, lookup, busy }: { me: Exchange<MeAnswer> | null; lookup: Exchange<unknown> | null; busy: boolean }) {
  return (
    <Panel title={t("profile.title")} lead={t("profile.lead")} id="profile">
      {me === null ? busy ? <Loading /> : <Empty title={t("profile.empty")} /> : me.ok ? <Clock me={me.body} /> : <Failure status={me.status} />}
      <Wire exchange={me} />
      <Wire exchange={lookup} />
    </Panel>
  );
}

function Clock({ me }: { me: MeAnswer }) {
  const [later, setLater] = useState(0);
  if (me.interests.length === 0) return <Empty title={t("profile.empty")}>{t("profile.empty.why")}</Empty>;
  const now = Date.now();
  const when = later === 0 ? t("profile.now") : t("profile.later", { days: days(later), date: day(now + later * DAY_MS) });
  return (
    <>
      <div class="field no-print">
        <label for="clock">
          {t("profile.clock")}: {when}
        </label>
        <input
          id="clock"
          type="range"
          min={0}
          max={MAX_DAYS}
          step={1}
          value={later}
          aria-valuetext={when}
          onInput={(event) => setLater(Number(event.currentTarget.value))}
        />
      </div>
      <ul class="scores">
        {me.interests.map((interest) => {
          const gone = now + later * DAY_MS - interest.last_seen > GONE_AFTER_DAYS.interest * DAY_MS;
          const score = gone ? 0 : faded(interest.score, interest.half_life_days, later);
          return (
            <li key={interest.id} class={gone ? "gone" : ""}>
              <span>{topicName(interest.id)}</span>
              <span>{gone ? t("profile.gone") : percent(score)}</span>
              <Bar share={score} faint={!interest.usable} />
              <span class="below">{t(interest.usable ? "profile.usable" : "profile.not_yet")}</span>
            </li>
          );
        })}
      </ul>
      {me.intents.length > 0 && (
        <div class="chips">
          {me.intents.map(({ name, score }) => {
            const left = later > GONE_AFTER_DAYS.intent ? 0 : faded(score, INTENT_HALF_LIFE_DAYS, later);
            return (
              <span class={`chip ${left === 0 ? "" : "accent"}`} key={name}>
                {t(`intent.${name}`)} {left === 0 ? t("profile.gone") : percent(left)}
              </span>
            );
          })}
        </div>
      )}
    </>
  );
}
