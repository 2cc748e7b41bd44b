/** Why something was chosen: reasons without a word of the person's. */
import { useState } from "preact/hooks";
import { topicById } from "../../domain/topics.ts";
import { moment } from "../shared/format.ts";
import { t, word } from "../shared/i18n.ts";
import type { MeAnswer, Receipt } from "../shared/me-answer.ts";
import { Panel, TopicName } from "../shared/parts.tsx";
import type { Me } from "./use-me.ts";

const MAX_SHOWN = 5;

export function WhyPanel({ me, view }: { me: Me; view: MeAnswer }) {
  return (
    <Panel title={t("me.why.title")} lead={t("me.why.lead")} id="why">
      {view.decisions.length === 0 ? (
        <p class="muted">{t("me.why.empty")}</p>
      ) : (
        <ul class="lines">
          {view.decisions.slice(0, MAX_SHOWN).map((receipt) => (
            <Because key={`${receipt.decision_id} ${receipt.candidate}`} receipt={receipt} />
          ))}
        </ul>
      )}
      <Ask me={me} />
    </Panel>
  );
}

function Because({ receipt: { candidate, purpose, at, reasons, rules, exploration } }: { receipt: Receipt }) {
  return (
    <li class="stack tight">
      <div class="row apart">
        <strong>{candidate}</strong>
        <span class="small muted">
          {t(`purpose.${purpose}`)} · {moment(at)}
        </span>
      </div>
      <div class="chips">
        {reasons.map(({ kind, of }) => (
          <span class="chip accent" key={`${kind} ${of}`}>
            {word("reason", kind)} {of !== undefined && <Of of={of} />}
          </span>
        ))}
        {exploration && !reasons.some(({ kind }) => kind === "exploration") && <span class="chip">{t("me.why.explored")}</span>}
      </div>
      {rules.length > 0 && (
        <details>
          <summary>{t("me.why.rules", { count: rules.length })}</summary>
          <p class="small muted">{rules.map((rule) => word("decision_rule", rule)).join(", ")}</p>
        </details>
      )}
    </li>
  );
}

function Of({ of }: { of: string }) {
  const topic = topicById(of);
  return topic ? <TopicName name={topic.name} /> : <>{word("intent", of)}</>;
}

/** By the number that the app shows beside what it chose. */
function Ask({ me }: { me: Me }) {
  const [number, setNumber] = useState("");
  const [found, setFound] = useState<readonly Receipt[] | null>(null);
  const [unknown, setUnknown] = useState(false);
  const look = async (event: Event) => {
    event.preventDefault();
    const exchange = await me.ask<Receipt | { picks: readonly Receipt[] }>({ method: "GET", path: `/v1/me/decisions/${encodeURIComponent(number.trim())}` });
    setUnknown(!exchange.ok);
    setFound(exchange.ok ? ("picks" in exchange.body ? exchange.body.picks : [exchange.body]) : null);
  };
  return (
    <form class="field" onSubmit={look}>
      <label for="decision">{t("me.why.ask")}</label>
      <div class="row nowrap">
        <input id="decision" type="text" autocomplete="off" spellcheck={false} value={number} aria-describedby="decision-hint" onInput={(event) => setNumber(event.currentTarget.value)} />
        <button type="submit" class="button" disabled={number.trim() === ""}>
          {t("me.why.look")}
        </button>
      </div>
      <span id="decision-hint" class={unknown ? "small wrong" : "hint"} aria-live="polite">
        {t(unknown ? "me.why.unknown" : "me.why.hint")}
      </span>
      {found && (
        <ul class="lines">
          {found.map((receipt) => (
            <Because key={receipt.candidate} receipt={receipt} />
          ))}
        </ul>
      )}
    </form>
  );
}
