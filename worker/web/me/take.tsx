/** Download and erase. Erasing asks once more, and says plainly what goes. */
import { useRef, useState } from "preact/hooks";
import { t } from "../shared/i18n.ts";
import { Icon } from "../shared/icon.tsx";
import type { MeAnswer } from "../shared/me-answer.ts";
import { Failure, Panel } from "../shared/parts.tsx";
import type { Me } from "./use-me.ts";

export function TakePanel({ me, view }: { me: Me; view: MeAnswer }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [failed, setFailed] = useState<number | null>(null);
  const download = async () => {
    const exchange = await me.ask({ method: "GET", path: "/v1/me/export" });
    setFailed(exchange.ok ? null : exchange.status);
    if (exchange.ok) save(exchange.body);
  };
  return (
    <Panel title={t("me.take.title")} id="take">
      <div class="stack tight">
        <div>
          <button type="button" class="button" onClick={download}>
            <Icon name="down" /> {t("me.take.download")}
          </button>
        </div>
        <p class="small muted">{t("me.take.download.means")}</p>
        {failed !== null && <Failure status={failed} retry={download} />}
      </div>
      <div class="stack tight">
        <div>
          <button type="button" class="button danger" onClick={() => dialog.current?.showModal()}>
            <Icon name="bin" /> {t("me.take.erase")}
          </button>
        </div>
        <p class="small muted">{t("me.take.erase.means")}</p>
      </div>
      <dialog ref={dialog} aria-labelledby="erase-title">
        <Erase me={me} view={view} close={() => dialog.current?.close()} />
      </dialog>
    </Panel>
  );
}

function Erase({ me, view, close }: { me: Me; view: MeAnswer; close: () => void }) {
  const [sure, setSure] = useState(false);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (sure) void me.erase();
      }}
    >
      <h2 id="erase-title">{t("me.erase.title")}</h2>
      <p>{t("me.erase.will")}</p>
      <ul class="ticks">
        {view.interests.length > 0 && <li>{t("me.erased.interests", { count: view.interests.length })}</li>}
        {view.intents.length > 0 && <li>{t("me.erased.intents", { count: view.intents.length })}</li>}
        {view.decisions.length > 0 && <li>{t("me.erased.decisions", { count: view.decisions.length })}</li>}
        {view.links.length > 0 && <li>{t("me.erased.links", { count: view.links.length })}</li>}
        <li>{t("me.erased.preferences")}</li>
      </ul>
      <p class="small muted">{t("me.erase.keeps")}</p>
      <label class="check">
        <input type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
        <span>{t("me.erase.sure")}</span>
      </label>
      <div class="row">
        <button type="button" class="button" onClick={close}>
          {t("me.erase.no")}
        </button>
        <button type="submit" class="button danger primary" disabled={!sure || me.busy}>
          {t("me.erase.yes")}
        </button>
      </div>
    </form>
  );
}

/** Hands a document to the browser's downloads. It is made in this tab; nothing is uploaded or kept. */
function save(document_: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(document_, null, 2)], { type: "application/json" }));
  const anchor = Object.assign(document.createElement("a"), { href: url, download: "inkling-my-data.json" });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
