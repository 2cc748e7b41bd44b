/**
 * `npm run eval [-- --shared ../shared/data]`: the quality of the shipped artifact, measured through the Worker's own code.
 * Writes model/RESULTS.md.
 *
 * Our own validation messages (model/data/validation.tsv) are always measured. The real openings are not ours to commit: with
 * `--shared` they are measured too; without it their tables are taken over from the last run on the same artifact
 * (model/reports/eval.json), or left out. `--limit N` is a quick look at the first N messages of each set: printed, not written.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { readArtifact, thresholdsFor } from "../worker/classify/artifact.ts";
import { loadClassifier, type Probe } from "../worker/classify/classify.ts";
import { lexicon, type PhraseRow } from "../worker/classify/lexicon.ts";
import { selectSensitive } from "../worker/classify/select.ts";
import { isTier1, topicById } from "../worker/domain/topics.ts";
import { readParts } from "./artifact.ts";
import { baselineTable } from "./eval/baselines.ts";
import { type Example, isSensitive, ownValidation, realValidation, sensitivePhrases } from "./eval/corpus.ts";
import { type Reading, read } from "./eval/reading.ts";
import { calibration, followUps, leaks, overSuppression, perCategory, robustness, secondNet, sensitiveSummary, topicsAndIntents } from "./eval/sections.ts";
import { VARIANTS } from "./eval/variants.ts";

const MODEL = path.join(import.meta.dirname, "../model");
const RESULTS = path.join(MODEL, "RESULTS.md");
const KEPT = path.join(MODEL, "reports/eval.json");
/** Messages of each kind in the robustness table; nine copies of each are read. */
const ROBUSTNESS_ROWS = 200;

const { values: options } = parseArgs({ options: { shared: { type: "string" }, limit: { type: "string" } } });
const few = <Row>(rows: readonly Row[]): readonly Row[] => (options.limit === undefined ? rows : rows.slice(0, Number(options.limit)));

const parts = await readParts();
const { manifest, labels } = readArtifact(parts);
const classifier = await loadClassifier(parts);
const leafIds = labels.topics.map(({ id }) => {
  const topic = topicById(id);
  return topic === undefined || isTier1(topic) ? null : id;
});
const names = lexicon(sensitivePhrases().map(({ category, language, phrases }) => [category, language, phrases] as PhraseRow));
const explicit = (example: Example): boolean => names(example.text).length > 0;
const networkFires = ({ scores, now }: Probe): boolean => selectSensitive(scores.sensitive, thresholdsFor(manifest, now.language)).length > 0;

async function readAll(examples: readonly Example[], alone = false): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const example of examples) readings.push(await read(classifier, example, networkFires, alone));
  return readings;
}

/** `count` rows at equal distances, or all where there are fewer: every language in its share, for the rows lie by language. */
const spread = <Row>(rows: readonly Row[], count: number): readonly Row[] =>
  rows.length <= count ? rows : Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]).filter((row) => row !== undefined);

/** The same messages in every variant. */
async function readVariants(examples: readonly Example[]): Promise<Record<string, Reading[]>> {
  const words = new Map<string, Set<string>>();
  for (const { language, phrases } of sensitivePhrases()) {
    const set = words.get(language) ?? new Set();
    words.set(language, set);
    for (const word of phrases.toLowerCase().split(/[^\p{L}'’]+/u)) set.add(word);
  }
  const kinds = [examples.filter((row) => !isSensitive(row)), examples.filter(isSensitive)];
  const sample = kinds.flatMap((rows) => spread(rows, ROBUSTNESS_ROWS));
  const out: Record<string, Reading[]> = {};
  for (const [name, variant] of Object.entries(VARIANTS)) {
    out[name] = await readAll(sample.map((row) => ({ ...row, text: variant(row.text, row.lang, words.get(row.lang) ?? new Set()), earlier: [] })));
  }
  return out;
}

async function sectionsOf(title: string, examples: readonly Example[]): Promise<string> {
  const readings = await readAll(examples.filter((row) => row.source !== "followups"));
  const talks = examples.filter((row) => row.source === "followups");
  return [
    `## ${title}`,
    topicsAndIntents(readings, leafIds),
    ...(talks.length > 0 ? [followUps(await readAll(talks), await readAll(talks, true), leafIds)] : []),
    sensitiveSummary(readings, explicit),
    perCategory(readings, explicit),
    overSuppression(readings),
    leaks(readings, explicit),
    secondNet(readings),
    calibration(readings, leafIds, labels),
    robustness(await readVariants(examples.filter((row) => row.source !== "followups")), leafIds),
  ].join("\n\n");
}

const sha256 = manifest.files["model.onnx"].sha256;
const kept = existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, "utf8")) as { sha256: string; real: string }) : null;
let real =
  kept?.sha256 === sha256 ? kept.real : "## Real openings\n\nNot measured on this artifact yet: run `npm run eval -- --shared DIR` with the public sets.";
if (options.shared !== undefined) real = await sectionsOf("Real openings, held out", few(realValidation(options.shared)));
const own = await sectionsOf("Our own validation messages", few(ownValidation()));

const results = `# Results

Written by \`npm run eval\` through the shipped artifact and the Worker's own code; do not edit. What the numbers mean and where the model fails is in [README.md](README.md).

Model ${classifier.model}, ${(manifest.files["model.onnx"].bytes / 1e6).toFixed(1)} MB, sha256 \`${sha256.slice(0, 16)}…\`. Thresholds come from the manifest. F1 is micro-averaged; a predicted leaf counts its tier-1 node in. Top-1 needs no threshold. An intent is right when an annotator gave it. *Explicit* means that a phrase of the whole sensitive lexicon stands in the message, *implicit* that none does; the second net holds a part of the same lexicon, so explicit recall of both nets together is the easier number. *Stopped* messages are kept out of every profile; the part of them that is certain (the manifest's *certain*) is called sensitive and silences the next turns too, the rest is answered as unsure. Intervals are Wilson's at 95 %.

${real}

${own}

## Other models

Scored by the training code on its whole validation set (more messages than the committed ones), each with thresholds of its own, chosen the same way; the last column is the highest line that stops 95 % of the sensitive ones of that part.

${baselineTable(path.join(MODEL, "reports"))}
`;

if (options.limit === undefined) {
  if (options.shared !== undefined) writeFileSync(KEPT, `${JSON.stringify({ sha256, real }, null, 1)}\n`);
  writeFileSync(RESULTS, results);
} else console.log(results);
