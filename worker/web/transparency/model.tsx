/** The model card in numbers: what it is, and how often it is right. */
import { TOPICS } from "../../domain/topics.ts";
import { INTENTS, LANGUAGES, SENSITIVE_CATEGORIES } from "../../domain/vocabulary.ts";
import { bytes, day, list, number } from "../shared/format.ts";
import { LANGUAGE_NAMES, t } from "../shared/i18n.ts";
import { Empty, Loading, Panel } from "../shared/parts.tsx";
import type { Facts, Manifest } from "./facts.ts";

export function ModelPanel({ facts }: { facts: Facts | null }) {
  return (
    <Panel title={t("transparency.model.title")} lead={t("transparency.model.lead")} id="model" long>
      {facts === null ? <Loading /> : facts.manifest === null ? <Empty title={t("transparency.model.none")} /> : <Card manifest={facts.manifest} />}
    </Panel>
  );
}

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
      <dd>{t("transparency.model.labels.are", { topics: number(TOPICS.length), intents: number(INTENTS.length), sensitive: number(SENSITIVE_CATEGORIES.length) })}</dd>
      <dt>{t("transparency.model.languages")}</dt>
      <dd>{list(LANGUAGES.map((code) => LANGUAGE_NAMES[code]))}</dd>
    </dl>
  );
}
