/** The model card in numbers: what it is, and how often it is right. */
import { TOPICS } from "../../domain/topics.ts";
import { INTENTS, LANGUAGES, SENSITIVE_CATEGORIES } from "../../domain/vocabulary.ts";
import { bytes, day, list, number, percent } from "../shared/format.ts";
import { LANGUAGE_NAMES, t } from "../shared/i18n.ts";
import { Empty, Loading, Panel } from "../shared/parts.tsx";
import type { Facts, Manifest } from "./facts.ts";

export function ModelPanel({ facts }: { facts: Facts | null }) {
  return (
    <Panel title={t("transparency.model.title")} lead={t("transparency.model.lead")} id="model" long>
      {facts === null ? (
        <Loading />
      ) : facts.manifest === null ? (
        <Empty title={t("transparency.model.none")} />
      ) : (
        <Measured facts={facts} manifest={facts.manifest} />
      )}
    </Panel>
  );
}

const Measured = ({ facts, manifest }: { facts: Facts; manifest: Manifest }) => (
  <div class="columns halves">
    <Card manifest={manifest} />
    <Quality report={facts.reports.student} />
  </div>
);

/** A share with its number of cases and its 95 % interval, as model/reports/student.json has it. */
interface Share {
  readonly share: number;
  readonly n: number;
  readonly ci: readonly [low: number, high: number];
}

/** What is shown of the report; the first three are better the higher, the last two the lower. */
const MEASURES = ["top1", "intent", "sensitive_recall_explicit", "sensitive_recall_implicit", "over_suppression", "leak"] as const;

/** Measured on messages that people really wrote; dots with the interval in which the true share lies. */
function Quality({ report }: { report: unknown }) {
  const real = (report as { int8?: { real?: Readonly<Record<string, unknown>> } } | undefined)?.int8?.real;
  if (real === undefined) return <Empty title={t("transparency.model.none")} />;
  const rows = MEASURES.flatMap((name) => (isShare(real[name]) ? [{ name, ...real[name] }] : []));
  return (
    <figure class="stack tight">
      <h3>{t("transparency.model.quality")}</h3>
      <ul class="bars">
        {rows.map(({ name, share, n, ci: [low, high] }) => (
          <li key={name}>
            <span>{t(`transparency.model.${name}`)}</span>
            <span>
              {percent(share)} <span class="small muted">{t("transparency.model.of", { n: number(n) })}</span>
            </span>
            <svg width="100%" height="12" aria-hidden="true">
              <rect class="track" y="3" width="100%" height="6" rx="3" />
              <rect class="interval" x={`${low * 100}%`} y="3" width={`${(high - low) * 100}%`} height="6" />
              <circle class="fill" cx={`${share * 100}%`} cy="6" r="5" />
            </svg>
          </li>
        ))}
      </ul>
      <figcaption class="small muted">{t("transparency.model.interval")}</figcaption>
    </figure>
  );
}

const isShare = (value: unknown): value is Share => typeof value === "object" && value !== null && "share" in value && "ci" in value;

function Card({ manifest }: { manifest: Manifest }) {
  const model = manifest.files["model.onnx"];
  return (
    <dl class="facts">
      <dt>{t("transparency.model.version")}</dt>
      <dd>
        <code>{`${manifest.taxonomy}:${manifest.version}`}</code>
      </dd>
      <dt>{t("transparency.model.created")}</dt>
      <dd>{day(manifest.created)}</dd>
      {model && (
        <>
          <dt>{t("transparency.model.size")}</dt>
          <dd>
            {bytes(model.bytes)} <span class="small muted">sha256 {model.sha256.slice(0, 12)}…</span>
          </dd>
        </>
      )}
      <dt>{t("transparency.model.reads")}</dt>
      <dd>{t("transparency.model.tokens", { count: number(manifest.max_tokens) })}</dd>
      <dt>{t("transparency.model.labels")}</dt>
      <dd>
        {t("transparency.model.labels.are", { topics: number(TOPICS.length), intents: number(INTENTS.length), sensitive: number(SENSITIVE_CATEGORIES.length) })}
      </dd>
      <dt>{t("transparency.model.languages")}</dt>
      <dd>{list(LANGUAGES.map((code) => LANGUAGE_NAMES[code]))}</dd>
    </dl>
  );
}
