/** Why something was chosen: a sentence and the facts behind it, without a word of the person's. */
import { useState } from "preact/hooks";
import { moment } from "../shared/format.ts";
import { language, t } from "../shared/i18n.ts";
import type { MeAnswer, Receipt } from "../shared/me-answer.ts";
import { Panel } from "../shared/parts.tsx";
import type { Me } from "./use-me.ts";

const MAX_SHOWN = 5;

/** `GET /v1/me/decisions/{id}`, as far as the page uses it. */
interface Why {
  readonly picks: readonly Explained[];
}
interface Explained {
  readonly candidate: string;
  readonly sentence: string;
  readonly rules: readonly { readonly name: string; readonly meaning: string }[];
}

const ask = (me: Me, id: string) => me.ask<Why>({ method: "GET", path: `/v1/me/decisions/${encodeURIComponent(id)}?lang=${language()}` });

export function WhyPanel({ me, view }: { me: Me; view: MeAnswer }) {
  return (
    <Panel title={t("me.why.title")} lead={t("me.why.lead")} id="why">
      {view.decisions.length === 0 ? (
        <p class="muted">{t("me.why.empty")}</p>
      ) : (
        <ul class="lines">
          {view.decisions.slice(0, MAX_SHOWN).map((receipt) => (
            <Line key={`${receipt.decision_id} ${receipt.candidate}`} me={me} receipt={receipt} />
          ))}
        </ul>
      )}
      <ByNumber me={me} />
    </Panel>
  );
}

function Line({ me, receipt: { decision_id, candidate, purpose, at } }: { me: Me; receipt: Receipt }) {
  const [found, setFound] = useState<Explained | null>(null);
  const look = async () => {
    const exchange = await ask(me, decision_id);
    if (exchange.ok) setFound(exchange.body.picks.find((pick) => pick.candidate === candidate) ?? null);
  };
  return (
    <li class="stack tight">
      <div class="row apart">
        <span>
          <strong>{candidate}</strong>{" "}
          <span class="small muted">
            {t(`purpose.${purpose}`)} · {moment(at)}
          </span>
        </span>
        {found === null && (
          <button type="button" class="button small" aria-label={t("me.action.for", { action: t("me.why.why"), topic: candidate })} onClick={look}>
            {t("me.why.why")}
          </button>
        )}
      </div>
      <div class="stack tight" aria-live="polite">
        {found && <Because explained={found} />}
      </div>
    </li>
  );
}

const Because = ({ explained: { sentence, rules } }: { explained: Explained }) => (
  <>
    <p>{sentence}</p>
    {rules.length > 0 && (
      <details>
        <summary>{t("me.why.rules", { count: rules.length })}</summary>
        <ul class="ticks small muted">
          {rules.map(({ name, meaning }) => (
            <li key={name}>{meaning}</li>
          ))}
        </ul>
      </details>
    )}
  </>
);

/** By the number that the app shows beside what it chose. */
function ByNumber({ me }: { me: Me }) {
  const [number, setNumber] = useState("");
  const [found, setFound] = useState<readonly Explained[] | null>(null);
  const [unknown, setUnknown] = useState(false);
  const look = async (event: Event) => {
    event.preventDefault();
    const exchange = await ask(me, number.trim());
    setUnknown(!exchange.ok);
    setFound(exchange.ok ? exchange.body.picks : null);
  };
  return (
    <form class="field" onSubmit={look}>
      <label for="decision">{t("me.why.ask")}</label>
      <div class="row nowrap">
        <input
          id="decision"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={number}
          aria-describedby="decision-hint"
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={number.trim() === ""}>
          {t("me.why.look")}
        </button>
      </div>
      <span id="decision-hint" class={unknown ? "small wrong" : "hint"} aria-live="polite">
        {t(unknown ? "me.why.unknown" : "me.why.hint")}
      </span>
      {found && (
        <ul class="lines">
          {found.map((explained) => (
            <li key={explained.candidate} class="stack tight">
              <strong>{explained.candidate}</strong>
              <Because explained={explained} />
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
