/** Accounts that know of each other, by a code that is carried from one to the other. */
import { useState } from "preact/hooks";
import { day } from "../shared/format.ts";
import { t, word } from "../shared/i18n.ts";
import type { MeAnswer } from "../shared/me-answer.ts";
import { Panel } from "../shared/parts.tsx";
import type { Me } from "./use-me.ts";

export function LinksPanel({ me, view }: { me: Me; view: MeAnswer }) {
  const [code, setCode] = useState<string | null>(null);
  const [entered, setEntered] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const path = "/v1/me/links";

  const getCode = async () => {
    const exchange = await me.ask<{ code: string }>({ method: "POST", path, body: {} });
    setCode(exchange.ok ? exchange.body.code : null);
    setRefused(exchange.ok ? null : reasonOf(exchange.body));
  };
  const join = async (event: Event) => {
    event.preventDefault();
    const exchange = await me.ask({ method: "POST", path, body: { code: entered.trim() } });
    setRefused(exchange.ok ? null : reasonOf(exchange.body));
    if (!exchange.ok) return;
    setEntered("");
    me.say({ text: t("me.done.linked") });
    await me.reload();
  };
  const part = async (id: string) => {
    const exchange = await me.ask({ method: "DELETE", path, body: { id } });
    if (!exchange.ok) return setRefused(reasonOf(exchange.body));
    me.say({ text: t("me.done.unlinked") });
    await me.reload();
  };

  return (
    <Panel title={t("me.links.title")} lead={t("me.links.lead")} id="links">
      {view.links.length === 0 ? (
        <p class="muted">{t("me.links.none")}</p>
      ) : (
        <ul class="lines">
          {view.links.map(({ id, since, surface, other_surface }) => (
            <li key={id} class="row apart">
              <span>{t("me.links.since", { here: surface, there: other_surface, date: day(since) })}</span>
              <button type="button" class="button small" disabled={me.busy} onClick={() => part(id)}>
                {t("me.links.leave")}
              </button>
            </li>
          ))}
        </ul>
      )}
      {code === null ? (
        <div>
          <button type="button" class="button small" onClick={getCode}>
            {t("me.links.code")}
          </button>
        </div>
      ) : (
        <p class="note accent" role="status">
          {t("me.links.code.is")} <strong class="secret">{code}</strong>
        </p>
      )}
      <form class="field" onSubmit={join}>
        <label for="code">{t("me.links.enter")}</label>
        <div class="row nowrap">
          <input id="code" type="text" autocomplete="off" spellcheck={false} value={entered} onInput={(event) => setEntered(event.currentTarget.value)} />
          <button type="submit" class="button" disabled={entered.trim() === ""}>
            {t("me.links.join")}
          </button>
        </div>
        {refused && (
          <span class="small wrong" role="alert">
            {word("me.links.refused", refused)}
          </span>
        )}
      </form>
    </Panel>
  );
}

/** The closed word of a refusal, as the problem's details carry it. */
function reasonOf(body: unknown): string {
  const text = JSON.stringify(body ?? "");
  return ["same_account", "too_many", "erased"].find((reason) => text.includes(reason)) ?? "unknown_code";
}
