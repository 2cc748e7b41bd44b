/** Each interest with its receipt in plain words, and what can be done about it. */

import { GONE_AFTER_DAYS } from "../shared/decay.ts";
import { day, days, list, percent, topicName, topicPath } from "../shared/format.ts";
import { t, word } from "../shared/i18n.ts";
import { Icon } from "../shared/icon.tsx";
import type { Interest, MeAnswer } from "../shared/me-answer.ts";
import { Bar, Empty, Panel } from "../shared/parts.tsx";
import type { Me } from "./use-me.ts";

const DAY_MS = 86_400_000;
const STRONG = 0.6;
const MEDIUM = 0.35;

export function InterestsPanel({ me, view }: { me: Me; view: MeAnswer }) {
  return (
    <Panel title={t("me.interests.title")} lead={t("me.interests.lead")} id="interests" long>
      {view.interests.length === 0 ? (
        <Empty title={t("me.interests.empty")}>
          <p>{t("me.interests.empty.why")}</p>
        </Empty>
      ) : (
        <ul class="interests">
          {view.interests.map((interest) => (
            <Card key={interest.id} me={me} interest={interest} boosted={view.preferences.boosted.includes(interest.id)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Card({ me, interest, boosted }: { me: Me; interest: Interest; boosted: boolean }) {
  const { id, score } = interest;
  const name = topicName(id);
  const strength = score >= STRONG ? "strong" : score >= MEDIUM ? "medium" : "faint";
  const label = (action: string) => t("me.action.for", { action, topic: name });
  // The card goes away; the focus must not go with it.
  const leave = (work: Promise<void>) => void work.then(() => document.getElementById("content")?.focus({ preventScroll: true }));
  return (
    <li class="stack tight">
      <div class="row apart">
        <h3>{name}</h3>
        <span class="small muted">
          {t(`me.strength.${strength}`)} · {percent(score)}
        </span>
      </div>
      <Bar share={score} faint={!interest.usable} />
      <Receipt interest={interest} />
      <div class="row">
        <button
          type="button"
          class="button small"
          aria-pressed={boosted}
          aria-label={label(t("me.boost"))}
          disabled={me.busy}
          onClick={() => (boosted ? me.undo(id) : me.topic("boost", id))}
        >
          <Icon name={boosted ? "check" : "up"} /> {t("me.boost")}
        </button>
        <button type="button" class="button small" aria-label={label(t("me.remove"))} disabled={me.busy} onClick={() => leave(me.topic("remove", id))}>
          <Icon name="bin" /> {t("me.remove")}
        </button>
        <button type="button" class="button small danger" aria-label={label(t("me.block"))} disabled={me.busy} onClick={() => leave(me.topic("block", id))}>
          <Icon name="block" /> {t("me.block")}
        </button>
      </div>
    </li>
  );
}

function Receipt({ interest }: { interest: Interest }) {
  const { id, first_seen, last_seen, half_life_days, count, sources, surfaces, usable, model } = interest;
  const lifetime = half_life_days > LONG_HALF_LIFE_DAYS ? GONE_AFTER_DAYS.signal : GONE_AFTER_DAYS.interest;
  const from = t("me.receipt.from", {
    events: t("me.receipt.count", { count }),
    sources: list(sources.map((source) => word("source", source))),
    surfaces: list(surfaces),
  });
  return (
    <>
      <p class="small muted">
        {from} {t("me.receipt.last", { last: day(last_seen) })}
      </p>
      <details>
        <summary>{t("me.receipt.more")}</summary>
        <ul class="ticks small">
          <li>{topicPath(id)}</li>
          <li>{t("me.receipt.seen", { first: day(first_seen), last: day(last_seen) })}</li>
          <li>{t("me.receipt.fades", { half: days(half_life_days), gone: day(last_seen + lifetime * DAY_MS) })}</li>
          <li>{t(usable ? "me.receipt.usable" : "me.receipt.not_usable")}</li>
          {model !== "-" && <li>{t("me.receipt.model", { model })}</li>}
        </ul>
      </details>
    </>
  );
}

/** Half-lives above this are those of explicit signals. */
const LONG_HALF_LIFE_DAYS = 30;
