/** The policy in plain words, as the running system states it, and a picture of how an interest fades. */
import type { PolicyDocument } from "../../gate/policy.ts";
import type { Exchange } from "../shared/api.ts";
import { day, days, number, percent } from "../shared/format.ts";
import { language, t } from "../shared/i18n.ts";
import { Failure, Loading, Panel } from "../shared/parts.tsx";
import { Wire } from "../shared/wire.tsx";

export function PolicyPanel({ policy, retry }: { policy: Exchange<PolicyDocument> | null; retry: () => void }) {
  const title = policy?.ok ? policy.body.words[language()].title : t("transparency.policy.title");
  return (
    <Panel title={title} id="policy" long>
      {policy === null ? <Loading /> : policy.ok ? <Words policy={policy.body} /> : <Failure status={policy.status} retry={retry} />}
      <Wire exchange={policy} />
    </Panel>
  );
}

function Words({ policy }: { policy: PolicyDocument }) {
  const [chat] = policy.kept;
  return (
    <div class="columns lead-left">
      <dl class="policy">
        {policy.words[language()].parts.map(({ heading, text }) => (
          <div key={heading}>
            <dt>{heading}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div class="stack wide">
        <dl class="facts">
          <dt>{t("transparency.policy.since")}</dt>
          <dd>{policy.effective_from === null ? t("transparency.policy.not_yet") : day(policy.effective_from)}</dd>
          <dt>{t("transparency.policy.eligible")}</dt>
          <dd>{number(policy.taxonomy.eligible)}</dd>
          <dt>{t("transparency.policy.barred")}</dt>
          <dd>{number(policy.taxonomy.not_eligible)}</dd>
          <dt>{t("transparency.policy.regions")}</dt>
          <dd>{number(policy.regions.protected.length)}</dd>
          <dt>{t("transparency.policy.crowd")}</dt>
          <dd>{number(policy.limits.smallest_crowd)}</dd>
        </dl>
        {chat && <Fading halfLife={chat.half_life_days} goneAfter={chat.gone_after_days} />}
        <div class="stack tight">
          <h3>{t("transparency.policy.signals")}</h3>
          <ul class="ticks small" lang="en">
            {policy.signals.map(({ name, header }) => (
              <li key={name}>
                {name} <code class="muted">{header}</code>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** One interest, never mentioned again: half after its half-life, dropped at the end. Days. */
function Fading({ halfLife, goneAfter }: { halfLife: number; goneAfter: number }) {
  const lastDay = goneAfter * 1.15;
  const x = (at: number) => 44 + (at / lastDay) * 300;
  const y = (share: number) => 150 - share * 130;
  const share = (at: number) => 2 ** (-at / halfLife);
  const line = Array.from({ length: goneAfter + 1 }, (_, at) => `${at === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(share(at)).toFixed(1)}`).join("");
  const caption = t("transparency.policy.fading", { half: days(halfLife), end: days(goneAfter) });
  const marks = [0, halfLife, 2 * halfLife, goneAfter];
  return (
    <figure class="plot">
      <svg viewBox="0 0 360 180" role="img" aria-label={caption}>
        {[0, 0.25, 0.5, 1].map((level) => (
          <g key={level}>
            <line class="grid" x1={x(0)} x2={x(lastDay)} y1={y(level)} y2={y(level)} />
            <text x={x(0) - 6} y={y(level) + 4} text-anchor="end">
              {percent(level)}
            </text>
          </g>
        ))}
        {marks.map((at) => (
          <text key={at} x={x(at)} y={170} text-anchor="middle">
            {number(at)}
          </text>
        ))}
        <path class="area" d={`${line}L${x(goneAfter)} ${y(0)}L${x(0)} ${y(0)}z`} />
        <path class="line" d={`${line}L${x(goneAfter)} ${y(0)}`} />
        {marks.slice(0, 3).map((at) => (
          <circle key={at} cx={x(at)} cy={y(share(at))} r={4} />
        ))}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
