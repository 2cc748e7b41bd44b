/**
 * `npm run -s classify -- [--raw] < lines > out.jsonl`
 *
 * One message a line (earlier messages of the same person may stand before it, joined with " || "), one JSON a line, in the
 * same order, from the shipped artifact through the Worker's own code. An empty line is answered too.
 *   --raw          topics, intents and sensitive scores whatever suppression says; without it the answer of the wire
 *   --country XX   where the person is, for combinations that tell more in one place than in another
 *   --artifact D   another folder than model/artifact
 */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { Classifier, ClassifyResult } from "../worker/classify/classify.ts";
import { named, rounded, shownIntents } from "../worker/pipeline.ts";
import { suppress, type Verdict } from "../worker/suppress/suppress.ts";
import { ARTIFACT, classifierFrom, turnsOf } from "./artifact.ts";

/** Refusals that mean "kept out as a precaution", unlike too little text or no topic. */
const SUPPRESSED: ReadonlySet<string> = new Set(["sensitive", "unsupported_language"]);

const { values: options } = parseArgs({
  options: { raw: { type: "boolean", default: false }, country: { type: "string" }, artifact: { type: "string", default: ARTIFACT } },
});
const country = options.country ?? null;
const classifier = await classifierFrom(options.artifact);

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const answer = `${JSON.stringify(await answerTo(classifier, line))}\n`;
  if (!process.stdout.write(answer)) await once(process.stdout, "drain");
}

async function answerTo({ classify, model }: Classifier, line: string): Promise<object> {
  const result = await classify(turnsOf(line));
  const verdict: Verdict = result.kind === "refused" ? result : suppress(result.now, result.context, { country });
  return options.raw ? raw(result, verdict) : wire(result, verdict, model);
}

/** What the model found. Where only "any" fired, the likeliest category stands for it. */
function raw(result: ClassifyResult, verdict: Verdict): object {
  const suppressed = verdict.kind === "refused" && (SUPPRESSED.has(verdict.refusal.code) || verdict.refusal.rule === "doubtful");
  if (result.kind === "refused") return { topics: [], intents: [], sensitive: {}, suppressed, language: "en" };
  const { topics, intents, sensitive, language } = result.now;
  const categories = sensitive.filter(({ category }) => category !== "any").map(({ category, score }) => [category, rounded(score)]);
  return {
    topics: topics.map(({ id, score }) => ({ id, score: rounded(score) })),
    intents: shownIntents(intents),
    sensitive: Object.fromEntries(categories),
    suppressed,
    language,
  };
}

/** What the wire would say to a caller that stores nothing. A suppressed message tells no more than any other skipped one. */
function wire(result: ClassifyResult, verdict: Verdict, model: string): object {
  if (verdict.kind === "refused" || result.kind === "refused") {
    return {
      outcome: "skipped",
      skip_code: verdict.kind === "refused" ? verdict.refusal.code : "low_confidence",
      language: null,
      topics: [],
      intents: [],
      model,
    };
  }
  return {
    outcome: "contextual",
    skip_code: null,
    language: result.now.language,
    topics: named(verdict.topics),
    intents: shownIntents(verdict.intents),
    model,
  };
}
