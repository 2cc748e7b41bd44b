/**
 * The second net of the sensitive filter: a list of phrases, unlike the network in every way.
 *
 * A text is read in a few ways, and a phrase counts when it stands in any of them as whole words:
 *   apart      "J'ai 14 ans!"       -> j ai 14 ans       every sign parts words
 *   closed     "ob-gyn", "s.e.x"    -> obgyn, sex        signs inside a word vanish
 *   undisguised "d3pre$$ion", "s u i c i d e", "suuuicide" -> depression, suicide
 * "su*cide" is tried against the single words of the list. Case and accents never matter. One pass per reading: a phrase is
 * looked up only at words that begin one.
 */
import type { Language, SensitiveCategory } from "../domain/vocabulary.ts";

/** Phrases of one category and language, joined with " | ". All languages are looked for in every text: people mix them. */
export type PhraseRow = readonly [category: SensitiveCategory, language: Language, phrases: string];

/** Finds the categories whose phrases stand in a text, each once. */
export type Lexicon = (text: string) => readonly SensitiveCategory[];

/**
 * Compiles the lists.
 * @param rows phrases that count wherever they stand.
 * @param common words that also stand in harmless messages: they count only when their spelling is disguised, for nobody
 * hides a harmless word.
 */
export function lexicon(rows: readonly PhraseRow[], common: readonly PhraseRow[] = []): Lexicon {
  const plain = compile(rows);
  const hidden = new Map([...compile(common).categories, ...plain.categories]);
  return (text) => {
    const found = new Set<SensitiveCategory>();
    const folded = fold(text);
    for (const reading of new Set([apart(folded), closed(folded)])) scan(reading, plain, found);
    for (const { reading, words } of disguises(folded)) {
      scan(reading, plain, found);
      for (const word of words) add(hidden.get(word), found);
    }
    for (const [word] of folded.matchAll(STARRED)) {
      const pattern = new RegExp(`^${word.replaceAll("*", ".")}$`, "u");
      for (const [phrase, category] of hidden) if (phrase.length === word.length && pattern.test(phrase)) found.add(category);
    }
    return [...found];
  };
}

interface Phrases {
  readonly categories: ReadonlyMap<string, SensitiveCategory>;
  /** Words in the longest phrase that begins with this word. */
  readonly longest: ReadonlyMap<string, number>;
}

function compile(rows: readonly PhraseRow[]): Phrases {
  const categories = new Map<string, SensitiveCategory>();
  const longest = new Map<string, number>();
  for (const [category, , phrases] of rows) {
    for (const phrase of phrases.split(" | ")) {
      for (const words of new Set([apart(fold(phrase)), closed(fold(phrase))])) {
        const first = words.split(" ", 1)[0] ?? "";
        if (first === "") continue;
        if (!categories.has(words)) categories.set(words, category);
        longest.set(first, Math.max(longest.get(first) ?? 0, words.split(" ").length));
      }
    }
  }
  return { categories, longest };
}

function scan(reading: string, { categories, longest }: Phrases, found: Set<SensitiveCategory>): void {
  const words = reading.split(" ");
  for (let at = 0; at < words.length; at++) {
    const reach = Math.min(longest.get(words[at] as string) ?? 0, words.length - at);
    for (let length = 1; length <= reach; length++) add(categories.get(words.slice(at, at + length).join(" ")), found);
  }
}

function add(category: SensitiveCategory | undefined, found: Set<SensitiveCategory>): void {
  if (category !== undefined) found.add(category);
}

/** Lower case, no accents, wide and styled letters as plain ones, no invisible characters. */
const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();

const apart = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

const closed = (text: string): string => apart(text.replace(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}\s]+(?=[\p{L}\p{N}])/gu, ""));

/** "su*cide": at least three letters to go by. */
const STARRED = /(?<![\p{L}*])(?=(?:\**\p{L}){3})\p{L}+\*+\p{L}[\p{L}*]*(?![\p{L}*])/gu;

/** "s u i c i d e" and "s.u.i.c.i.d.e": four letters and more, each by itself. */
const SPELT_OUT = /(?<![\p{L}\p{N}])\p{L}(?:[\s.\-_*]\p{L}){3,}(?![\p{L}\p{N}])/gu;

const STRETCHED = /(\p{L})\1{2,}/gu;

/** Letters that digits and signs stand for; "1", "|" and "!" may be an i or an l, so both are tried. */
const LOOKALIKES: Readonly<Record<string, string>> = { "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", $: "s", "€": "e" };
const LOOKALIKE = /[0134578@$€!|]/gu;

/** "500mg", "4k", "3d": a number with its unit hides nothing. */
const MEASURE = /^\d+\p{L}{1,3}$/u;

/** The text without each kind of disguise that it wears, and the words that wore it. */
function disguises(text: string): { reading: string; words: string[] }[] {
  const kinds: ((note: (word: string) => string) => string)[] = [
    (note) => text.replace(SPELT_OUT, (letters) => note(letters.replace(/[^\p{L}]/gu, ""))),
    (note) => text.replace(/\S+/gu, (word) => unstretched(word, note)),
    (note) => text.replace(/\S+/gu, (word) => unmasked(word, "i", note)),
    (note) => text.replace(/\S+/gu, (word) => unmasked(word, "l", note)),
  ];
  return kinds.flatMap((kind) => {
    const words: string[] = [];
    const reading = kind((word) => {
      words.push(closed(word));
      return word;
    });
    return words.length === 0 ? [] : [{ reading: closed(reading), words }];
  });
}

function unstretched(word: string, note: (word: string) => string): string {
  const plain = word.replace(STRETCHED, "$1");
  return plain === word ? word : note(plain);
}

function unmasked(word: string, one: string, note: (word: string) => string): string {
  const core = word.replace(/[!?.,;:|]+$/u, "");
  if (!/\p{L}/u.test(core) || MEASURE.test(core)) return word;
  const plain = core.replace(LOOKALIKE, (sign) => LOOKALIKES[sign] ?? one);
  return plain === core ? word : note(plain);
}
