/** Accounts that know of each other, by a code that is carried from one to the other. */
import { useState } from "preact/hooks";
import { day } from "../shared/format.ts";
import { type MessageKey, t } from "../shared/i18n.ts";
import type { MeAnswer } from "../shared/me-answer.ts";
import { Panel } from "../shared/parts.tsx";
import type { Me } from "./use-me.ts";

export function LinksPanel({ me, view }: { me: Me; view: MeAnswer }) {
  const [code, setCode] = useState<string | null>(null);
  const [entered, setEntered] = useState("");
  const [surface, setSurface] = useState<string | null>(null);
  const [refused, setRefused] = useState<MessageKey | null>(null);
  const path = "/v1/me/links";

  const own = surface ?? view.surfaces[0]?.surface;
  const where = own === undefined ? {} : { surface: own };

  const getCode = async () => {
    const exchange = await me.ask<{ code: string }>({ method: "POST", path, body: where });
    setCode(exchange.ok ? exchange.body.code : null);
    setRefused(exchange.ok ? null : reasonOf(exchange.body));
  };
  const join = async (event: Event) => {
    event.preventDefault();
    const exchange = await me.ask({ method: "POST", path, body: { ...where, code: entered.trim() } });
    setRefused(exchange.ok ? null : reasonOf(exchange.body));
    if (!exchange.ok) return;
    setEntered("");
    me.say({ text: t("me.done.linked") });
    await me.reload();
  };
  const part = async (id: string) => {
    const exchange = await me.ask({ method: "DELETE", path: `${path}/${id}` });
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
      {view.surfaces.length > 1 && (
        <div class="field">
          <label for="surface">{t("me.links.surface")}</label>
          <select id="surface" value={own} onChange={(event) => setSurface(event.currentTarget.value)}>
            {view.surfaces.map((one) => (
              <option key={one.surface} value={one.surface}>
                {one.surface}
              </option>
            ))}
          </select>
        </div>
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
            {t(refused)}
          </span>
        )}
      </form>
    </Panel>
  );
}

/** Which refusal it was: the problem names the field that it hangs on. */
function reasonOf(body: unknown): MessageKey {
  const [error] = (body as { errors?: readonly { field: string; detail: string }[] } | null)?.errors ?? [];
  if (error?.field === "surface") return "me.links.refused.too_many";
  if (error?.field === "body") return "me.links.refused.erased";
  return error?.detail.includes("this very account") ? "me.links.refused.same_account" : "me.links.refused.unknown_code";
}
