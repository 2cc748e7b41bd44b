/** Reads what a person wrote: topics, intents, sensitive matters, language. Keeps nothing. */
import type { Classification, ScoredSensitive, Turn } from "../domain/classification.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Language } from "../domain/vocabulary.ts";
import { type Manifest, readArtifact, thresholdsFor, verifyFile, verifyShape } from "./artifact.ts";
import { bound, hasWords } from "./bound.ts";
import { languageOf } from "./language.ts";
import { type Lexicon, lexicon } from "./lexicon.ts";
import { COMMON_PHRASES, SENSITIVE_PHRASES } from "./lexicon-phrases.ts";
import { plain } from "./plain.ts";
import { type Runtime, type Scores, startRuntime } from "./runtime.ts";
import { joinSensitive, selectIntents, selectSensitive, selectTopics } from "./select.ts";
import { type Encoded, layout, MAX_EARLIER, olderWindows, type Pieces, piecesOf } from "./tokenize.ts";

/** What the classifier says: a refusal where there is too little to read, else the labels. */
export type ClassifyResult =
  | {
      readonly kind: "classified";
      /** The last turn, understood with the help of the earlier ones. */
      readonly now: Classification;
      /** What is certainly sensitive in the earlier turns by themselves. */
      readonly context: readonly ScoredSensitive[];
    }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** A loaded model. */
export interface Classifier {
  /** "taxonomy:model", for example "t1:m1". */
  readonly model: string;
  /**
   * The last turn is the one to learn from and must be the person's; of the earlier ones the person's newest three help to
   * understand it, all others are not read. Rejects on a fault of the runtime. It sets no time limit: the caller does.
   */
  classify(turns: readonly Turn[]): Promise<ClassifyResult>;
  /** For evaluation: one message with the person's earlier ones (oldest first), what the network gave and what came of it. */
  probe(text: string, earlier: readonly string[]): Promise<Probe>;
  /** For golden vectors: the network alone, on the texts as they are written. */
  run(text: string, earlier: readonly string[]): Promise<Encoded & { readonly scores: Scores }>;
}

/** Everything about one message by itself, sensitive findings in earlier turns left out. */
export interface Probe extends Encoded {
  readonly scores: Scores;
  readonly now: Classification;
}

/** The parts of an artifact, as files or as a bundler hands them over. */
export interface ArtifactParts {
  /** ONNX Runtime's own WebAssembly, compiled. */
  readonly wasm: WebAssembly.Module;
  readonly model: ArrayBuffer | Uint8Array<ArrayBuffer>;
  readonly tokenizer: unknown;
  readonly labels: unknown;
  readonly manifest: unknown;
}

/**
 * Verifies the parts against each other and starts the network.
 * @throws ArtifactMismatch where a part is not what manifest and labels say.
 */
export async function loadClassifier(parts: ArtifactParts): Promise<Classifier> {
  const { manifest, labels } = readArtifact(parts);
  await verifyFile("model.onnx", parts.model, manifest);
  const runtime = await startRuntime(parts.wasm, parts.model);
  verifyShape(runtime, labels);
  const model = `${manifest.taxonomy}:${manifest.version}`;
  const pieces = piecesOf(parts.tokenizer);
  const sensitive = sensitiveReader(runtime, pieces, lexicon(SENSITIVE_PHRASES, COMMON_PHRASES), manifest);

  /** All texts are bounded. */
  const probe = async (text: string, earlier: readonly string[]): Promise<Probe> => {
    const language = languageOf(text, languageBefore(earlier));
    const thresholds = thresholdsFor(manifest, language);
    const ids = pieces(plain(text));
    const input = layout(
      ids,
      earlier.map((turn) => pieces(plain(turn))),
      manifest.max_tokens,
    );
    const scores = await runtime.run(input);
    const now: Classification = {
      language,
      topics: selectTopics(scores.topics, labels, thresholds),
      intents: selectIntents(scores.intents, thresholds),
      sensitive: await sensitive.inMessage(text, ids, language, scores),
      model,
    };
    return { ...input, scores, now };
  };

  return {
    model,
    async classify(turns) {
      const said = turns.at(-1);
      if (said?.role !== "user") return refuse("not_the_person");
      const text = bound(said.content);
      const earlier = turns
        .slice(0, -1)
        .filter(({ role, content }) => role === "user" && hasWords(content))
        .slice(-MAX_EARLIER)
        .map(({ content }) => bound(content));
      if (!hasWords(text)) {
        const context = await sensitive.inTurns(earlier);
        const silent: Classification = { language: languageBefore(earlier) ?? "en", topics: [], intents: [], sensitive: [], model };
        return context.length === 0 ? refuse("no_words") : { kind: "classified", now: silent, context };
      }
      const { now } = await probe(text, earlier);
      return { kind: "classified", now, context: await sensitive.inTurns(earlier) };
    },
    probe: (text, earlier) => probe(bound(text), earlier.slice(-MAX_EARLIER).map(bound)),
    async run(text, earlier) {
      const input = layout(
        pieces(bound(text)),
        earlier.slice(-MAX_EARLIER).map((turn) => pieces(bound(turn))),
        manifest.max_tokens,
      );
      return { ...input, scores: await runtime.run(input) };
    },
  };
}

/** The sensitive filter's two nets, over one message and over the turns before it. */
function sensitiveReader(runtime: Runtime, pieces: Pieces, lexicon: Lexicon, manifest: Manifest) {
  return {
    /** `scores` are those of the message's own run, `ids` its pieces: what the run cut away is read too. */
    async inMessage(text: string, ids: readonly number[], language: Language | "other", scores: Scores): Promise<ScoredSensitive[]> {
      const thresholds = thresholdsFor(manifest, language);
      const found = selectSensitive(scores.sensitive, thresholds);
      for (const window of olderWindows(ids, manifest.max_tokens)) {
        found.push(...selectSensitive((await runtime.run(window)).sensitive, thresholds));
      }
      return joinSensitive(found, lexicon(text));
    },

    /**
     * Only what is certain: each turn was judged by the low line for doubts when it was the last one; judged by it once more,
     * three harmless turns in a row would hardly ever pass. Every turn is read by both nets, whatever the others say.
     */
    async inTurns(turns: readonly string[]): Promise<ScoredSensitive[]> {
      const found: ScoredSensitive[] = [];
      for (const turn of turns) {
        const { sensitive } = await runtime.run(layout(pieces(plain(turn)), [], manifest.max_tokens));
        found.push(...selectSensitive(sensitive, thresholdsFor(manifest, languageOf(turn))).filter(({ certain }) => certain));
      }
      return joinSensitive(
        found,
        turns.flatMap((turn) => lexicon(turn)),
      );
    },
  };
}

/** Language of the newest earlier turn that shows one of ours. */
function languageBefore(earlier: readonly string[]): Language | null {
  for (const turn of [...earlier].reverse()) {
    const language = languageOf(turn);
    if (language !== "other") return language;
  }
  return null;
}

const refuse = (rule: string): ClassifyResult => ({ kind: "refused", refusal: { code: "low_confidence", rule } });
