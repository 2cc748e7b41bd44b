/** What the shipped classifier says about each text, read once and remembered until model or code changes. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Classification } from "../../worker/domain/classification.ts";
import { ARTIFACT, classifierFrom } from "../artifact.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const CACHE = path.join(ROOT, "node_modules/.cache/inkling-audit");
const CLASSIFY = path.join(ROOT, "worker/classify");

/** A run that is stopped loses no more than so many readings. */
const SAVE_EVERY = 500;

/** Labels of a message by itself; null where there was too little to read. */
export type Reading = Classification | null;

/** Readings by text. */
export interface Readings {
  readonly model: string;
  readonly of: (text: string) => Reading;
}

/** @param progress is told how many texts are read of how many that were not remembered */
export async function readAll(texts: readonly string[], progress: (done: number, of: number) => void): Promise<Readings> {
  const classifier = await classifierFrom();
  const file = path.join(CACHE, `${fingerprint()}.json`);
  const known = new Map<string, Reading>(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, Reading>) : []);
  const missing = texts.filter((text) => !known.has(text));
  for (const [at, text] of missing.entries()) {
    const result = await classifier.classify([{ id: "audit", role: "user", content: text, modality: "text" }]);
    known.set(text, result.kind === "refused" ? null : result.now);
    if (at % SAVE_EVERY !== SAVE_EVERY - 1 && at !== missing.length - 1) continue;
    progress(at + 1, missing.length);
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(file, JSON.stringify(Object.fromEntries(known)));
  }
  const of = (text: string): Reading => {
    const reading = known.get(text);
    if (reading === undefined) throw new Error("a text was not read");
    return reading;
  };
  return { model: classifier.model, of };
}

/** Of everything that decides what is read out of a text: the artifact and the code around it. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const name of ["model.onnx", "tokenizer.json", "manifest.json"]) hash.update(readFileSync(path.join(ARTIFACT, name)));
  for (const name of readdirSync(CLASSIFY).sort()) hash.update(readFileSync(path.join(CLASSIFY, name)));
  return hash.digest("hex").slice(0, 24);
}
