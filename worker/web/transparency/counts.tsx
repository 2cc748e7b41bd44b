/** Aggregates, each with its threshold: plots that can be printed, and the same numbers as text. */
import type { ComponentChildren } from "preact";
import type { Purpose } from "../../domain/vocabulary.ts";
import { PURPOSES } from "../../domain/vocabulary.ts";
import type { Exchange } from "../shared/api.ts";
import { day, number, topicName } from "../shared/format.ts";
import { t, word } from "../shared/i18n.ts";
import { Empty, Failure, Loading, Panel } from "../shared/parts.tsx";
import { Wire } from "../shared/wire.tsx";

/** `GET /v1/transparency`. */
export interface Counts {
  readonly threshold: number;
  readonly rounding: number;
  readonly closed: string | null;
  readonly reach: readonly { readonly topic: string; readonly people: number }[];
  readonly decisions: readonly { readonly day: string; readonly purpose: Purpose; readonly people: number }[];
  readonly outcomes: readonly { readonly day: string; readonly code: string; readonly messages: number }[];
}

const MAX_BARS = 15;

export function CountsPanel({ counts, retry }: { counts: Exchange<Counts> | null; retry: () => void }) {
  return (
    <Panel title={t("transparency.counts.title")} id="counts" long>
      {counts === null ? <Loading /> : counts.ok ? <Plots counts={counts.body} /> : <Failure status={counts.status} retry={retry} />}
      <Wire exchange={counts} />
    </Panel>
  );
}

function Plots({ counts }: { counts: Counts }) {
  const { threshold, rounding, closed } = counts;
  const sum = <Row,>(rows: readonly Row[], key: (row: Row) => string, value: (row: Row) => number) => {
    const sums = new Map<string, number>();
    for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + value(row));
    return [...sums].sort(([, a], [, b]) => b - a);
  };
  const outcomes = sum(
    counts.outcomes,
    ({ code }) => code,
    ({ messages }) => messages,
  );
  const decisions = new Map(
    sum(
      counts.decisions,
      ({ purpose }) => purpose,
      ({ people }) => people,
    ),
  );
  return (
    <>
      <p class="muted">
        {t("transparency.counts.lead", { threshold: number(threshold), rounding: number(rounding) })}{" "}
        {closed === null ? t("transparency.counts.not_closed") : t("transparency.counts.closed", { date: day(`${closed}T12:00:00Z`) })}
      </p>
      <div class="columns halves">
        <BarPlot
          title={t("transparency.counts.reach")}
          none={t("transparency.counts.reach.none", { threshold: number(threshold) })}
          bars={counts.reach.slice(0, MAX_BARS).map(({ topic, people }) => ({ key: topic, label: topicName(topic), value: people }))}
        />
        <div class="stack wide">
          <BarPlot
            title={t("transparency.counts.outcomes")}
            none={t("transparency.counts.outcomes.none")}
            note={t("transparency.counts.outcomes.note")}
            bars={outcomes.map(([code, value]) => ({ key: code, label: word("outcome.short", code), value }))}
          />
          <BarPlot
            title={t("transparency.counts.decisions")}
            none={t("transparency.counts.decisions.none", { threshold: number(threshold) })}
            bars={PURPOSES.flatMap((purpose) =>
              decisions.has(purpose) ? [{ key: purpose, label: t(`purpose.${purpose}`), value: decisions.get(purpose) ?? 0 }] : [],
            )}
          />
        </div>
      </div>
    </>
  );
}

/** Bars from left to right, the biggest fills the width. Every value stands as a number beside its bar. */
export function BarPlot({
  title,
  none,
  note,
  bars,
}: {
  title: string;
  none: string;
  note?: string;
  bars: readonly { key: string; label: ComponentChildren; value: number }[];
}) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <figure class="stack tight">
      <h3>{title}</h3>
      {bars.length === 0 ? (
        <Empty title={none} />
      ) : (
        <ul class="bars">
          {bars.map(({ key, label, value }) => (
            <li key={key}>
              <span>{label}</span>
              <span>{number(value)}</span>
              <svg width="100%" height="10" aria-hidden="true">
                <rect class="track" width="100%" height="10" rx="3" />
                <rect class="fill" width={`${(100 * value) / most}%`} height="10" rx="3" />
              </svg>
            </li>
          ))}
        </ul>
      )}
      {note && <figcaption class="small muted">{note}</figcaption>}
    </figure>
  );
}
