/** The last page of an erasure: what went, until when it holds, and how to start again. */
import { useEffect, useRef } from "preact/hooks";
import { day } from "../shared/format.ts";
import { t } from "../shared/i18n.ts";
import { Icon } from "../shared/icon.tsx";
import type { Erased } from "../shared/me-answer.ts";

/** `erased` is null when the page is opened after the erasure: what went is not known any more. */
export function ErasedPanel({ erased, until, again, busy }: { erased: Erased | null; until: number | null; again: () => void; busy: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const gone = erased?.removed;
  const nothing = gone !== undefined && Object.values(gone).every((count) => Number(count) === 0);
  return (
    <section class="panel farewell" aria-labelledby="erased-title">
      <span class="seal">
        <Icon name="check" />
      </span>
      <h1 id="erased-title" ref={heading} tabindex={-1}>
        {t("me.erased")}
      </h1>
      {nothing && <p>{t("me.erased.nothing")}</p>}
      {gone && !nothing && (
        <>
          <p>{t("me.erased.summary")}</p>
          <ul class="ticks">
            {gone.interests > 0 && <li>{t("me.erased.interests", { count: gone.interests })}</li>}
            {gone.intents > 0 && <li>{t("me.erased.intents", { count: gone.intents })}</li>}
            {gone.removed_topics > 0 && <li>{t("me.erased.removed", { count: gone.removed_topics })}</li>}
            {gone.decisions > 0 && <li>{t("me.erased.decisions", { count: gone.decisions })}</li>}
            {gone.links > 0 && <li>{t("me.erased.links", { count: gone.links })}</li>}
            {gone.preferences && <li>{t("me.erased.preferences")}</li>}
          </ul>
        </>
      )}
      {until !== null && <p class="muted">{t("me.erased.until", { date: day(until) })}</p>}
      <div>
        <button type="button" class="button small" disabled={busy} onClick={again}>
          {t("me.erased.restart")}
        </button>
      </div>
    </section>
  );
}
