/** Labelled messages for evaluation: the committed validation set, and the public openings where a folder has them. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Language, SensitiveCategory } from "../../worker/domain/vocabulary.ts";

const DATA = path.join(import.meta.dirname, "../../model/data");

/** One message with its labels. */
export interface Example {
  readonly source: "real" | "retold" | "own" | "followups";
  readonly lang: Language;
  readonly text: string;
  /** Earlier messages of the same person, oldest first. */
  readonly earlier: readonly string[];
  readonly intents: readonly string[];
  readonly topics: readonly string[];
  /** Sensitive matters of the person (`!`) and matters only spoken about (`~`). Both are suppressed. */
  readonly personal: readonly SensitiveCategory[];
  readonly impersonal: readonly SensitiveCategory[];
  /** Clean, but written to look sensitive. */
  readonly lookalike: boolean;
}

/** Is any sensitive matter in it? */
export const isSensitive = ({ personal, impersonal }: Example): boolean => personal.length + impersonal.length > 0;

/** Our own held-out messages (model/data/validation.tsv): `lang intents labels kind earlier text`, earlier ones joined with " || ". */
export function ownValidation(): Example[] {
  const lookalikes = new Set(sensitiveCorpora().flatMap(({ labels, text }) => (/[!~]/.test(labels) ? [] : [text])));
  return tsv(path.join(DATA, "validation.tsv")).map(([lang = "", intents = "", labels = "", , earlier = "", text = ""]) =>
    example(earlier === "" ? "own" : "followups", lang, intents, labels, text, earlier === "" ? [] : earlier.split(" || "), lookalikes.has(text)),
  );
}

/** Share of the real openings that validates; a hash of the text decides (model/inkling_model/split.py). */
const REAL_SHARE = 0.11;

/** Held-out real openings and their retellings, from a folder with `real/openings.tsv` and `real/retold.tsv`. */
export function realValidation(shared: string): Example[] {
  const rows = (name: string) => tsv(path.join(shared, "real", name)).slice(1);
  const openings = rows("openings.tsv").filter(([, , , , text = ""]) => inShare(text, REAL_SHARE));
  const held = new Set(openings.map(([, , , , text = ""]) => sha256(text)));
  const original = new Map(
    tsv(path.join(DATA, "retold-pairs.tsv"))
      .filter(([, , sure]) => sure === "1")
      .map(([retold = "", from = ""]) => [retold, from]),
  );
  const retold = rows("retold.tsv").filter(([, , , , text = ""]) => held.has(original.get(sha256(text)) ?? ""));
  const examples = (source: Example["source"], lines: string[][]) =>
    lines.map(([, lang = "", intents = "", labels = "", text = ""]) => example(source, lang, intents, labels, text));
  return [...examples("real", openings), ...examples("retold", retold)];
}

/** Words of the whole sensitive lexicon, to tell a message that names its matter from one that only implies it. */
export function sensitivePhrases(): { category: string; language: string; phrases: string }[] {
  return tsv(path.join(DATA, "lexicon/lexicon-sensitive.txt")).map(([category = "", language = "", phrases = ""]) => ({
    category: category.slice(1),
    language,
    phrases,
  }));
}

function example(
  source: Example["source"],
  lang: string,
  intents: string,
  labels: string,
  text: string,
  earlier: readonly string[] = [],
  lookalike = false,
): Example {
  const names = labels.split(",").filter((label) => label !== "-" && label !== "");
  const marked = (mark: string) => names.filter((name) => name.startsWith(mark)).map((name) => name.slice(1) as SensitiveCategory);
  return {
    source,
    lang: lang as Language,
    text,
    earlier,
    intents: intents.split(","),
    topics: names.filter((name) => !/^[!~]/.test(name)),
    personal: marked("!"),
    impersonal: marked("~"),
    lookalike,
  };
}

function sensitiveCorpora(): { labels: string; text: string }[] {
  const folder = path.join(DATA, "chat");
  const files = readdirSync(folder).filter((name) => name.startsWith("sensitive-"));
  return files.flatMap((name) => tsv(path.join(folder, name)).map((cells) => ({ labels: cells[2] ?? "", text: cells.at(-1) ?? "" })));
}

function tsv(file: string): string[][] {
  if (!existsSync(file)) throw new Error(`${file} is missing.`);
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.split("\t"));
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Lower case, no accents, no punctuation, single blanks, as the split does it. */
const normal = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\p{P}]/gu, (sign) => ("'’-".includes(sign) ? sign : " "))
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();

const inShare = (text: string, share: number): boolean => Number.parseInt(sha256(`split1:${normal(text)}`).slice(0, 8), 16) < share * 2 ** 32;
