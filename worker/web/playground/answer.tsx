/** What the caller gets, and beside it what only development may know. */

import type { MessagesAnswer } from "../../routes/message-schema.ts";
import type { Exchange } from "../shared/api.ts";
import { percent, topicName, topicPath } from "../shared/format.ts";
import { LANGUAGE_NAMES, t, word } from "../shared/i18n.ts";
import { Bar, Empty, Failure, Loading, Panel } from "../shared/parts.tsx";
import { Wire } from "../shared/wire.tsx";
import type { Explanation } from "./wire-types.ts";

export function AnswerPanel({
  answer,
  explanation,
  busy,
}: {
  answer: Exchange<MessagesAnswer> | null;
  explanation: Exchange<Explanation> | null;
  busy: boolean;
}) {
  return (
    <Panel title={t("answer.title")} lead={t("answer.lead")} id="answer">
      <div class="stack" aria-live="polite">
        {answer === null ? (
          busy ? (
            <Loading />
          ) : (
            <Empty title={t("answer.empty")} />
          )
        ) : answer.ok ? (
          <Outcome answer={answer.body} />
        ) : (
          <Failure status={answer.status} />
        )}
      </div>
      {explanation?.ok && answer?.ok && answer.body.skip_code === "sensitive" && <DevelopmentOnly explanation={explanation.body} />}
      <Wire exchange={answer} />
      <Wire exchange={explanation} />
    </Panel>
  );
}

function Outcome({ answer }: { answer: MessagesAnswer }) {
  if (answer.outcome === "skipped") {
    return (
      <div class="note warn">
        <strong>{t("outcome.skipped")}</strong>
        {answer.skip_code && <span>{t(`skip.${answer.skip_code}`)}</span>}
      </div>
    );
  }
  return (
    <>
      <div class="note good">
        <strong>{t(`outcome.${answer.outcome}`)}</strong>
        <span>{t(`outcome.${answer.outcome}.means`)}</span>
      </div>
      <Labels answer={answer} />
    </>
  );
}

function Labels({ answer }: { answer: MessagesAnswer }) {
  return (
    <>
      <h3>{t("answer.topics")}</h3>
      {answer.topics.length === 0 ? (
        <p class="muted">{t("answer.no_topics")}</p>
      ) : (
        <ul class="scores">
          {answer.topics.map((topic) => (
            <li key={topic.id}>
              <strong>{topicName(topic.id)}</strong>
              <span>{percent(topic.score)}</span>
              <Bar share={topic.score} />
              <span class="below">
                {topicPath(topic.id)} · IAB {topic.id}
              </span>
            </li>
          ))}
        </ul>
      )}
      <h3>{t("answer.intents")}</h3>
      <div class="chips">
        {answer.intents.map(({ name, score }) => (
          <span class="chip accent" key={name}>
            {t(`intent.${name}`)} {percent(score)}
          </span>
        ))}
      </div>
      <p class="small muted">
        {answer.language && t("answer.language", { language: LANGUAGE_NAMES[answer.language] })} · {t("answer.model", { model: answer.model })}
      </p>
    </>
  );
}

/** The caller is never told this; the page is, in development, so that people can see that the filter works. */
function DevelopmentOnly({ explanation }: { explanation: Explanation }) {
  const found = Object.entries(explanation.sensitive).sort(([, a], [, b]) => b - a);
  const stopped = explanation.steps.find(({ verdict }) => verdict === "stop");
  return (
    <div class="note accent development">
      <strong>{t("explain.title")}</strong>
      <span class="small">{t("explain.lead")}</span>
      {stopped && <span>{t("explain.stopped", { step: t(`step.${stopped.step}`), rule: stopped.rule ? word("rule", stopped.rule) : "–" })}</span>}
      {found.length > 0 && (
        <ul class="scores">
          {found.map(([category, score]) => (
            <li key={category}>
              <span>{word("sensitive", category)}</span>
              <span>{percent(score)}</span>
              <Bar share={score} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
