/** Candidates in, picks out, each with its reasons. */

import type { z } from "@hono/zod-openapi";
import { useState } from "preact/hooks";
import { topicById } from "../../domain/topics.ts";
import type { Purpose } from "../../domain/vocabulary.ts";
import type { DecisionAnswer } from "../../routes/candidate.ts";
import type { Exchange } from "../shared/api.ts";
import { number, topicName } from "../shared/format.ts";
import { t, word } from "../shared/i18n.ts";
import { Icon } from "../shared/icon.tsx";
import { Empty, Failure, Loading, Panel, Segments } from "../shared/parts.tsx";
import { Wire } from "../shared/wire.tsx";
import { CANDIDATES } from "./candidates.ts";

export type Decision = z.output<typeof DecisionAnswer>;
type Reason = Decision["picks"][number]["reasons"][number];

export function RankingPanel({ decision, busy, rank }: { decision: Exchange<Decision> | null; busy: boolean; rank: (purpose: Purpose) => void }) {
  const [purpose, setPurpose] = useState<Purpose>("ads");
  return (
    <Panel title={t("ranking.title")} lead={t("ranking.lead")} id="ranking">
      <div class="row apart">
        <Segments
          legend={t("ranking.purpose")}
          hideLegend
          value={purpose}
          choose={setPurpose}
          options={(["ads", "content", "groups"] as const).map((value) => ({ value, label: t(`purpose.${value}`) }))}
        />
        <button type="button" class="button" disabled={busy} onClick={() => rank(purpose)}>
          {t("ranking.rank")}
        </button>
      </div>
      <div class="stack" aria-live="polite">
        {decision === null ? (
          busy ? (
            <Loading />
          ) : (
            <Candidates picks={[]} />
          )
        ) : decision.ok ? (
          <Result decision={decision.body} />
        ) : (
          <Failure status={decision.status} />
        )}
      </div>
      <Wire exchange={decision} />
    </Panel>
  );
}

function Result({ decision }: { decision: Decision }) {
  return (
    <>
      {decision.picks.length === 0 && <Empty title={t("ranking.none")}>{decision.skip_code ? t(`skip.${decision.skip_code}`) : t("ranking.none.why")}</Empty>}
      <Candidates picks={decision.picks} />
    </>
  );
}

function Candidates({ picks }: { picks: Decision["picks"] }) {
  const picked = picks.flatMap((pick) => {
    const candidate = CANDIDATES.find(({ id }) => id === pick.id);
    return candidate ? [{ pick, candidate }] : [];
  });
  const left = CANDIDATES.filter(({ id }) => !picks.some((pick) => pick.id === id));
  return (
    <ol class="candidates">
      {picked.map(({ pick, candidate }, index) => (
        <li key={candidate.id} class="picked">
          <span class="place" aria-hidden="true">
            {index + 1}
          </span>
          <div class="stack tight">
            <div class="row apart">
              <strong>{t(candidate.title)}</strong>
              <span class="small">{number(pick.score, 2)}</span>
            </div>
            <div class="chips">
              {pick.reasons.map((reason) => (
                <span class="chip accent" key={`${reason.kind} ${reason.of}`}>
                  <Why reason={reason} />
                </span>
              ))}
            </div>
          </div>
        </li>
      ))}
      {left.map((candidate) => (
        <li key={candidate.id}>
          <span class="place" aria-hidden="true">
            <Icon name="dash" />
          </span>
          <div>
            <span>{t(candidate.title)}</span>
            <div class="small muted">
              {picks.length > 0 && `${t(candidate.text ? "ranking.refused" : "ranking.not_picked")} · `}
              {candidate.topics.map(topicName).join(", ")}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Why({ reason }: { reason: Reason }) {
  const of = reason.of && (topicById(reason.of) ? topicName(reason.of) : word("intent", reason.of));
  return (
    <>
      {word("reason", reason.kind)} {of} {number(reason.weight, 2)}
    </>
  );
}
