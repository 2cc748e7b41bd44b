/** "Show the call": what a panel sent and what came back, both ready to copy. */
import { useState } from "preact/hooks";
import type { Exchange } from "./api.ts";
import { curl, shortened } from "./curl.ts";
import { milliseconds } from "./format.ts";
import { t } from "./i18n.ts";
import { Icon } from "./icon.tsx";

/** Closed at first. Draws nothing until there was a call. */
export function Wire({ exchange }: { exchange: Exchange<unknown> | null }) {
  if (exchange === null) return null;
  const { call, status, body, ms } = exchange;
  const command = curl(call, location.origin);
  const answer = typeof body === "string" ? body : JSON.stringify(body, null, 2);
  return (
    <details class="wire">
      <summary>
        {t("wire.show")} <code>{`${call.method} ${call.path}`}</code> · {status === 0 ? t("wire.none") : status} · {milliseconds(ms)}
      </summary>
      <CodeBlock label={t("wire.request")} shown={shortened(command)} copied={command} />
      <CodeBlock label={t("wire.answer")} shown={answer} copied={answer} />
    </details>
  );
}

/** Code with a button that copies it. `shown` may be shorter than what is copied. */
export function CodeBlock({ label, shown, copied }: { label: string; shown: string; copied: string }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(copied).catch(() => undefined);
    setDone(true);
    setTimeout(() => setDone(false), 1600);
  };
  return (
    <div class="code">
      <div class="row apart">
        <span class="label">{label}</span>
        <button type="button" class="button small quiet" onClick={copy}>
          <Icon name={done ? "check" : "copy"} /> <span aria-live="polite">{done ? t("wire.copied") : t("wire.copy")}</span>
        </button>
      </div>
      <pre tabindex={0}>{shown}</pre>
    </div>
  );
}
