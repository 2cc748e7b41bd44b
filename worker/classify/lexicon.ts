/**
 * The second net of the sensitive filter: a list of phrases, unlike the network in every way.
 *
 * A text is read in a few ways, and a phrase counts when it stands in any of them as whole words:
 *   apart    "J'ai 14 ans!"     -> j ai 14 ans        every sign parts words
 *   closed   "s.u.i.c.i.d.e"    -> suicide            signs inside a word vanish, single letters in a row close up
 *   unmasked "d3pre$$ion"       -> depression         digits and signs read as the letters they look like
 * Besides, "suuuicide" loses its stretched letters and "su*cide" is tried against the single words of the list. Case and
 * accents never matter. One pass per reading: a phrase is looked up only at words that begin one.
 */
import type { Language, SensitiveCategory } from "../domain/vocabulary.ts";

/** Phrases of one category and language, joined with " | ". All languages are looked for in every text: people mix them. */
export type PhraseRow = readonly [category: SensitiveCategory, language: Language, phrases: string];

/** Finds the categories whose phrases stand in a text, each once. */
export type Lexicon = (text: string) => readonly SensitiveCategory[];

/** Letters that digits and signs stand for; "1", "|" and "!" may be an i or an l, so both are tried. */
const LOOKALIKES: Readonly<Record<string, string>> = { "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", $: "s", "€": "e" };
const LOOKALIKE = /[0134578@$€!|]/u;

/** "500mg", "4k", "3d": a number with its unit hides nothing. */
const MEASURE = /^\d+\p{L}{1,3}$/u;

/** Letters in a row from which on "s e x o" is read as one word. */
const SPELT_OUT = /(?<![\p{L}\p{N}])\p{L}(?:[\s.\-_*]\p{L}){3,}(?![\p{L}\p{N}])/gu;

/** Compiles the list. */
export function lexicon(rows: readonly PhraseRow[]): Lexicon {
  const categories = new Map<string, SensitiveCategory>();
  const longest = new Map<string, number>();
  for (const [category, , phrases] of rows) {
    for (const phrase of phrases.split(" | ")) {
      for (const words of new Set([apart(fold(phrase)), closed(fold(phrase))])) {
        const first = words.split(" ", 1)[0] ?? "";
        if (first === "") continue;
        categories.set(words, categories.get(words) ?? category);
        longest.set(first, Math.max(longest.get(first) ?? 0, words.split(" ").length));
      }
    }
  }

  const scan = (text: string, found: Set<SensitiveCategory>): void => {
    const words = text.split(" ");
    for (let at = 0; at < words.length; at++) {
      const reach = Math.min(longest.get(words[at] as string) ?? 0, words.length - at);
      for (let length = reach; length > 0; length--) {
        const category = categories.get(words.slice(at, at + length).join(" "));
        if (category !== undefined) found.add(category);
      }
    }
  };

  const scanStars = (text: string, found: Set<SensitiveCategory>): void => {
    for (const [word] of text.matchAll(STARRED)) {
      const pattern = new RegExp(`^${word.replaceAll("*", ".")}$`, "u");
      for (const [phrase, category] of categories) if (phrase.length === word.length && pattern.test(phrase)) found.add(category);
    }
  };

  return (text) => {
    const found = new Set<SensitiveCategory>();
    const folded = fold(text);
    const readings = new Set([apart(folded), closed(folded)]);
    if (LOOKALIKE.test(folded)) for (const one of ["i", "l"]) readings.add(closed(unmasked(folded, one)));
    if (STRETCHED.test(folded)) readings.add(closed(folded.replaceAll(STRETCHED_ALL, "$1")));
    for (const reading of readings) scan(reading, found);
    scanStars(folded, found);
    return [...found];
  };
}

/** "su*cide", at least three letters to go by. */
const STARRED = /(?<![\p{L}*])(?=(?:\**\p{L}){3})\p{L}+\*+\p{L}[\p{L}*]*(?![\p{L}*])/gu;
const STRETCHED = /(\p{L})\1{2}/u;
const STRETCHED_ALL = /(\p{L})\1{2,}/gu;

/** Lower case, no accents, wide and styled letters as plain ones, no invisible characters. */
const fold = (text: string): string => text.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "").toLowerCase();

const apart = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

const closed = (text: string): string =>
  apart(text.replace(SPELT_OUT, (letters) => letters.replace(/[^\p{L}]/gu, "")).replace(/(?<=[\p{L}\p{N}])[^\p{L}\p{N}\s]+(?=[\p{L}\p{N}])/gu, ""));

const unmasked = (text: string, one: string): string => text.split(/\s+/u).map((word) => unmaskedWord(word, one)).join(" ");

function unmaskedWord(word: string, one: string): string {
  const core = word.replace(/[!?.,;:|]+$/u, "");
  if (!/\p{L}/u.test(core) || MEASURE.test(core)) return word;
  return core.replace(/[0134578@$€!|]/gu, (sign) => LOOKALIKES[sign] ?? one);
}
