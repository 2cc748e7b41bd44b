/** Messy copies of a message: the ways people really type and speak. Deterministic: the text seeds its own noise. */
import { createHash } from "node:crypto";
import type { Language } from "../../worker/domain/vocabulary.ts";

/** One kind of mess. `sensitiveWords` are the words of the sensitive lexicon in that language, lower case. */
export type Variant = (text: string, lang: Language, sensitiveWords: ReadonlySet<string>) => string;

const FILLERS: Record<Language, readonly string[]> = {
  en: ["um", "uh", "so like", "you know"],
  fr: ["euh", "bah", "du coup", "genre"],
  es: ["eh", "este", "o sea", "pues"],
  pt: ["é", "tipo", "então", "assim"],
};

/** Words of another language around the message, as bilingual people mix them. */
const MIXED: Record<Language, readonly [before: string, after: string]> = {
  en: ["oye una pregunta,", "por favor amigo"],
  fr: ["ok so basically", "let me know thanks"],
  es: ["ok so basically", "let me know thanks"],
  pt: ["ok so basically", "let me know thanks"],
};

const LEET: Record<string, string> = { a: "4", e: "3", i: "1", o: "0", s: "5" };

const noPunctuation = (text: string) =>
  text
    .replace(/[\p{P}]/gu, (sign) => ("'’-".includes(sign) ? sign : " "))
    .replace(/\s+/gu, " ")
    .trim();

/** By name, in the order of the table. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  "as written": (text) => text,
  "no punctuation, lower case": (text) => noPunctuation(text).toLowerCase(),
  "typos in 5 % of the letters": (text) => typos(text),
  "ALL CAPS": (text) => text.toUpperCase(),
  "no accents": (text) => text.normalize("NFD").replace(/\p{M}/gu, ""),
  "voice fillers": (text, lang) => voice(text, lang),
  emoji: (text) => `😅 ${text.replace(/ /u, " 🙏 ")} 😂🔥`,
  "code-mixed": (text, lang) => `${MIXED[lang][0]} ${text} ${MIXED[lang][1]}`,
  "leetspeak on sensitive words": (text, _, words) =>
    text.replace(/[\p{L}'’]+/gu, (word) =>
      word.length > 3 && words.has(word.toLowerCase()) ? word.replace(/[aeios]/giu, (letter) => LEET[letter.toLowerCase()] ?? letter) : word,
    ),
};

function voice(text: string, lang: Language): string {
  const words = noPunctuation(text).toLowerCase().split(" ");
  const next = dice(text);
  for (let count = 1 + Math.floor(words.length / 10); count > 0; count--) words.splice(Math.floor(next() * (words.length + 1)), 0, pick(FILLERS[lang], next()));
  return words.join(" ");
}

function typos(text: string): string {
  const next = dice(text);
  const out: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (!/\p{L}/u.test(letter) || next() >= 0.05) {
      out.push(letter);
      continue;
    }
    const kind = Math.floor(next() * 3);
    const follower = text[at + 1];
    if (kind === 0 && follower !== undefined && /\p{L}/u.test(follower)) {
      out.push(follower, letter);
      at++;
    } else if (kind === 2) out.push(letter, letter);
  }
  return out.join("");
}

/** Numbers from 0 to 1 that depend on the text alone. */
function dice(text: string): () => number {
  let state = createHash("sha256").update(text).digest().readUInt32LE(0);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const pick = <T>(from: readonly T[], at: number): T => from[Math.floor(at * from.length)] as T;
