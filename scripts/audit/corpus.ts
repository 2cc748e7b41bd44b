/** The committed messages, sorted by what they would tell about somebody. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { SENSITIVE_CATEGORIES, type SensitiveCategory } from "../../worker/domain/vocabulary.ts";
import { type Random, shuffled } from "./random.ts";

const DATA = path.join(import.meta.dirname, "../../model/data");

/** Texts to draw people's messages from. */
export interface Pools {
  /** Personal messages about each trait (label `!trait`). */
  readonly sensitive: Readonly<Record<SensitiveCategory, readonly string[]>>;
  /** Clean messages that were written to look sensitive. */
  readonly lookalikes: readonly string[];
  /** Clean messages about anything. */
  readonly clean: readonly string[];
}

/** How many texts of each kind are used at most; bounds the time that reading them takes. */
export interface Bounds {
  readonly perTrait: number;
  readonly lookalikes: number;
  readonly clean: number;
}

/**
 * Two sets of pools that share no text. "seen": the classifier was trained on them. "heldOut": model/data/validation.tsv,
 * kept away from training with all its near-duplicates; null where that file is missing.
 */
export function readPools(random: Random, seen: Bounds, heldOut: Bounds): { readonly seen: Pools; readonly heldOut: Pools | null } {
  const file = path.join(DATA, "validation.tsv");
  const validation = new Set(existsSync(file) ? rows(file).map(({ text }) => text) : []);
  const folder = path.join(DATA, "chat");
  const written = readdirSync(folder)
    .filter((name) => name.endsWith(".tsv") && !name.startsWith("followups"))
    .sort()
    .flatMap((name) => rows(path.join(folder, name)).map((row) => ({ ...row, aimed: name.startsWith("sensitive-") })));
  const pools = (held: boolean, bounds: Bounds): Pools => {
    const here = shuffled(random, written).filter(({ text }) => validation.has(text) === held);
    const plain = here.filter(({ labels }) => !/[!~]/.test(labels));
    const about = (trait: SensitiveCategory) => here.filter(({ labels }) => labels.split(",").includes(`!${trait}`));
    const texts = (found: readonly Row[], most: number) => [...new Set(found.map(({ text }) => text))].slice(0, most);
    return {
      sensitive: Object.fromEntries(SENSITIVE_CATEGORIES.map((trait) => [trait, texts(about(trait), bounds.perTrait)])) as Record<SensitiveCategory, string[]>,
      lookalikes: texts(
        plain.filter(({ aimed }) => aimed),
        bounds.lookalikes,
      ),
      clean: texts(
        plain.filter(({ aimed }) => !aimed),
        bounds.clean,
      ),
    };
  };
  return { seen: pools(false, seen), heldOut: validation.size > 0 ? pools(true, heldOut) : null };
}

/** All texts of the pools, each once. */
export const textsOf = ({ sensitive, lookalikes, clean }: Pools): string[] => [...new Set([...Object.values(sensitive).flat(), ...lookalikes, ...clean])];

interface Row {
  readonly labels: string;
  readonly text: string;
}

/** `lang intents labels … text` */
const rows = (file: string): Row[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.split("\t"))
    .map((cells) => ({ labels: cells[2] ?? "", text: cells.at(-1) ?? "" }));
