/** The shipped model as one thing: its parts are read together and refused where they do not belong together. */
import { z } from "zod";
import { isTier1, TAXONOMY_VERSION, TOPICS, topicById } from "../domain/topics.ts";
import { INTENTS, type LANGUAGES, SENSITIVE_CATEGORIES } from "../domain/vocabulary.ts";
import { MAX_CHARS } from "./bound.ts";

/** The artifact is not what it claims to be, or not what this code was written for. */
export class ArtifactMismatch extends Error {
  readonly expected: string;
  readonly got: string;
  constructor(what: string, expected: string, got: string) {
    super(`Model artifact: ${what}: expected ${expected}, got ${got}.`);
    this.name = "ArtifactMismatch";
    this.expected = expected;
    this.got = got;
  }
}

const Probability = z.number().min(0).max(1);
const SensitiveThresholds = z.object({ ...byName(SENSITIVE_CATEGORIES), any: Probability });
const LanguageThresholds = z.object({
  leaf: Probability,
  tier1: Probability,
  intent: Probability,
  sensitive: SensitiveThresholds,
  /** Of "any": from here on a finding is certain, and silences the next turns as well. */
  certain: Probability,
});
const File = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().positive() });

const Manifest = z.object({
  version: z.string().regex(/^[a-z0-9.-]{1,16}$/),
  taxonomy: z.string(),
  max_tokens: z.number().int().min(16),
  max_chars: z.number().int(),
  files: z.object({ "model.onnx": File, "tokenizer.json": File, "labels.json": File }),
  inputs: z.unknown(),
  outputs: z.unknown(),
  thresholds: z.object({ en: LanguageThresholds, fr: LanguageThresholds, es: LanguageThresholds, pt: LanguageThresholds }),
});

const Labels = z.object({
  topics: z.array(z.object({ id: z.string(), name: z.string(), path: z.string(), tier1: z.string(), level: z.enum(["leaf", "tier1"]), eligible: z.boolean() })),
  intents: z.array(z.string()),
  sensitive: z.array(z.string()),
});

const TokenizerJson = z.object({ model: z.object({ type: z.literal("Unigram"), vocab: z.array(z.tuple([z.string(), z.number()])) }) });

/** What manifest.json promises: version, hashes, bounds, thresholds per language and head. */
export type Manifest = z.infer<typeof Manifest>;
/** Lowest probabilities at which a label counts, for one language. */
export type Thresholds = z.infer<typeof LanguageThresholds>;
/** Names of the outputs, in output order. */
export type Labels = z.infer<typeof Labels>;

/** Inputs of the network. */
export const INPUTS = ["input_ids", "last_length"] as const;

/** The first pieces of every vocabulary, by id. */
const SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"];

/**
 * Reads manifest and labels, and proves that they fit this code: same taxonomy, same topics with the same eligibility, same
 * intents and categories in the same order. The vocabulary must begin with the marks that the layout uses.
 * @throws ArtifactMismatch naming what was expected and what was found.
 */
export function readArtifact(parts: { manifest: unknown; labels: unknown; tokenizer: unknown }): { manifest: Manifest; labels: Labels } {
  const manifest = parse("manifest.json", Manifest, parts.manifest);
  const labels = parse("labels.json", Labels, parts.labels);
  const tokenizer = parse("tokenizer.json", TokenizerJson, parts.tokenizer);
  same("taxonomy", TAXONOMY_VERSION, manifest.taxonomy);
  same("max_chars", MAX_CHARS, manifest.max_chars);
  same("number of topics", TOPICS.length, labels.topics.length);
  for (const label of labels.topics) {
    const topic = topicById(label.id);
    if (topic === undefined) throw new ArtifactMismatch("topic", "an id of worker/domain/labels.ts", label.id);
    const own = { name: topic.name, path: topic.path, tier1: topic.tier1, level: isTier1(topic) ? "tier1" : "leaf", eligible: topic.eligible };
    for (const field of ["name", "path", "tier1", "level", "eligible"] as const) same(`${field} of topic ${label.id}`, own[field], label[field]);
  }
  same("different topics", TOPICS.length, new Set(labels.topics.map((label) => label.id)).size);
  same("intents", INTENTS.join(), labels.intents.join());
  same("sensitive categories", [...SENSITIVE_CATEGORIES, "any"].join(), labels.sensitive.join());
  same(
    "first pieces of the vocabulary",
    SPECIALS.join(" "),
    tokenizer.model.vocab
      .slice(0, SPECIALS.length)
      .map(([piece]) => piece)
      .join(" "),
  );
  return { manifest, labels };
}

/** Proves that these bytes are the file that the manifest means. @throws ArtifactMismatch */
export async function verifyFile(name: keyof Manifest["files"], bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, manifest: Manifest): Promise<void> {
  const { sha256, bytes: size } = manifest.files[name];
  same(`size of ${name}`, size, bytes.byteLength);
  same(`sha256 of ${name}`, sha256, hex(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Proves that the network takes and gives what the labels say. @throws ArtifactMismatch */
export function verifyShape(network: { inputs: readonly string[]; outputs: Readonly<Record<string, number>> }, labels: Labels): void {
  same("inputs of model.onnx", INPUTS.join(), [...network.inputs].sort().join());
  same(
    "outputs of model.onnx",
    shape({ topics: labels.topics.length, intents: labels.intents.length, sensitive: labels.sensitive.length }),
    shape(network.outputs),
  );
}

/** Throws unless both are the same. */
export function same(what: string, expected: string | number | boolean, got: string | number | boolean): void {
  if (expected !== got) throw new ArtifactMismatch(what, String(expected), String(got));
}

function parse<T>(file: string, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ArtifactMismatch(file, issue?.message ?? "another shape", `something else at ${issue?.path.join(".") || "the top"}`);
}

function byName<Name extends string>(names: readonly Name[]): Record<Name, typeof Probability> {
  return Object.fromEntries(names.map((name) => [name, Probability])) as Record<Name, typeof Probability>;
}

const shape = (outputs: Readonly<Record<string, number>>) =>
  Object.entries(outputs)
    .sort()
    .map(([name, width]) => `${name}[${width}]`)
    .join(" ");
const hex = (digest: ArrayBuffer) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Every language that is read has thresholds: a compile error here means that the two lists parted. */
export const thresholdsFor = (manifest: Manifest, language: (typeof LANGUAGES)[number] | "other"): Thresholds =>
  manifest.thresholds[language === "other" ? "en" : language];
