/** The policy in plain words, and a picture of how an interest fades. */
import { TOPICS } from "../../domain/topics.ts";
import { PROTECTED_ROWS } from "../../gate/regions.ts";
import { GONE_AFTER_DAYS } from "../shared/decay.ts";
import { day, days, number, percent } from "../shared/format.ts";
import { t } from "../shared/i18n.ts";
import { Panel } from "../shared/parts.tsx";

/** Topics that one profile holds at most. */
const MAX_TOPICS = 20;
const HALF_LIFE_DAYS = 7;

/** `GET /v1/policy`, as far as the page uses it. */
export interface Policy {
  readonly effective_from?: string | null;
}

export function PolicyPanel({ policy }: { policy: Policy | null }) {
  const eligible = TOPICS.filter((topic) => topic.eligible).length;
  return (
    <Panel title={t("transparency.policy.title")} id="policy">
      <div class="columns lead-left">
        <ul class="ticks">
          <li>{t("transparency.policy.reads")}</li>
          <li>{t("transparency.policy.keeps", { topics: number(MAX_TOPICS) })}</li>
          <li>{t("transparency.policy.never")}</li>
          <li>{t("transparency.policy.topics", { eligible: number(eligible), barred: number(TOPICS.length - eligible) })}</li>
          <li>{t("transparency.policy.thirds", { topics: number(MAX_TOPICS) })}</li>
          <li>{t("transparency.policy.pass", { count: number(PROTECTED_ROWS.length) })}</li>
          <li>{t("transparency.policy.control")}</li>
          {policy?.effective_from && <li>{t("transparency.policy.since", { date: day(policy.effective_from) })}</li>}
        </ul>
        <Fading />
      </div>
    </Panel>
  );
}

const LAST_DAY = 35;
const X = (at: number) => 40 + (at / LAST_DAY) * 300;
const Y = (share: number) => 150 - share * 130;

/** One interest, never mentioned again: half after a week, dropped after a month. */
function Fading() {
  const share = (at: number) => 2 ** (-at / HALF_LIFE_DAYS);
  const line = Array.from({ length: GONE_AFTER_DAYS.interest + 1 }, (_, at) => `${at === 0 ? "M" : "L"}${X(at).toFixed(1)} ${Y(share(at)).toFixed(1)}`).join("");
  const end = GONE_AFTER_DAYS.interest;
  const marks = [0, HALF_LIFE_DAYS, 2 * HALF_LIFE_DAYS, end];
  return (
    <figure class="plot">
      <svg viewBox="0 0 360 185" role="img" aria-labelledby="fading">
        {[0, 0.25, 0.5, 1].map((level) => (
          <g key={level}>
            <line class="grid" x1={X(0)} x2={X(LAST_DAY)} y1={Y(level)} y2={Y(level)} />
            <text x={X(0) - 6} y={Y(level) + 4} text-anchor="end">
              {percent(level)}
            </text>
          </g>
        ))}
        {marks.map((at) => (
          <text key={at} x={X(at)} y={170} text-anchor="middle">
            {number(at)}
          </text>
        ))}
        <path class="area" d={`${line}L${X(end)} ${Y(0)}L${X(0)} ${Y(0)}z`} />
        <path class="line" d={`${line}L${X(end)} ${Y(0)}`} />
        {marks.slice(0, 3).map((at) => (
          <circle key={at} cx={X(at)} cy={Y(share(at))} r={4} />
        ))}
      </svg>
      <figcaption id="fading">{t("transparency.policy.fading", { half: days(HALF_LIFE_DAYS), end: days(end) })}</figcaption>
    </figure>
  );
}
