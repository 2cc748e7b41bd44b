/**
 * The scores of `eld` (Nito-ELD 2.1, small set, Apache-2.0) from a table of half a megabyte.
 *
 * The library keeps its n-grams as 81,000 nested objects: 45 MB of heap and a third of a second of an isolate's start, too
 * much beside a model. Here they are sorted hashes with counts and scores in flat arrays, and only those of languages in the
 * Latin script, since `language.ts` knows the others by their letters. The method is the library's to the letter: words cut
 * into pieces of four bytes, every third byte, at most 380 bytes of text. A test compares both.
 */
import { NGRAM_LANGUAGES, NGRAM_TABLE } from "./ngram-table.ts";

/** What the library subtracts from every score to save room, and how it squeezes the sum into 0 to 1. */
const BASE_SCORE = 53;
const SCALE = 25;

const MAX_CHARS = 1_000;
const CUT_AFTER_BYTES = 350;
const CUT_INSIDE_WORD_BYTES = 380;
const MAX_WORD_BYTES = 70;
const SPACE = 0x20;

/** Language code to score, 0 to 1; languages without any known n-gram are left out. */
export type LanguageScores = ReadonlyMap<string, number>;

let table: Table | undefined;

/** Scores a text against every language of the table. The table is unpacked by the first call. */
export function languageScores(text: string): LanguageScores {
  table ??= unpack(NGRAM_TABLE);
  const grams = ngramsOf(text);
  const sums = new Uint32Array(NGRAM_LANGUAGES.length);
  for (const gram of grams) add(gram, table, sums);
  const scores = new Map<string, number>();
  sums.forEach((sum, at) => {
    const mean = sum / grams.size;
    if (sum > 0) scores.set(NGRAM_LANGUAGES[at] as string, mean / (mean + SCALE));
  });
  return scores;
}

interface Table {
  /** Hashes of the n-grams, ascending. */
  readonly hashes: Uint32Array;
  /** Where the pairs of each n-gram begin; one more at the end. */
  readonly starts: Uint32Array;
  /** (language, score) pairs. */
  readonly pairs: Uint8Array;
}

/** 32-bit FNV-1a over bytes: the key of the table. */
export function hashOf(bytes: Iterable<number>): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Layout: count n (4 bytes, little-endian), n hashes (4 bytes each), n numbers of pairs (1 byte each), the pairs. */
function unpack(base64: string): Table {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const size = view.getUint32(0, true);
  const hashes = new Uint32Array(size);
  const starts = new Uint32Array(size + 1);
  for (let at = 0; at < size; at++) {
    hashes[at] = view.getUint32(4 + 4 * at, true);
    starts[at + 1] = (starts[at] as number) + (bytes[4 + 4 * size + at] as number);
  }
  return { hashes, starts, pairs: bytes.subarray(4 + 5 * size) };
}

function add(gram: number, { hashes, starts, pairs }: Table, sums: Uint32Array): void {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hashes[middle] as number) < gram) low = middle + 1;
    else high = middle;
  }
  if (hashes[low] !== gram) return;
  for (let pair = starts[low] as number; pair < (starts[low + 1] as number); pair++) {
    const language = pairs[2 * pair] as number;
    sums[language] = (sums[language] as number) + (pairs[2 * pair + 1] as number) + BASE_SCORE;
  }
}

/** Hashes of the different n-grams of a text. */
function ngramsOf(text: string): Set<number> {
  const grams = new Set<number>();
  for (const word of wordsOf(text)) {
    const length = Math.min(word.length, MAX_WORD_BYTES);
    let at = 0;
    for (; at + 4 < length; at += 3) grams.add(hashOf([...(at === 0 ? [SPACE] : []), ...word.subarray(at, at + 4)]));
    grams.add(hashOf([...(at === 0 ? [SPACE] : []), ...word.subarray(length === 3 ? 0 : Math.max(0, length - 4)), SPACE]));
  }
  return grams;
}

/** Lower-case words as bytes; an apostrophe before a letter belongs to its word. */
function wordsOf(text: string): Uint8Array[] {
  const plain = text
    .substring(0, MAX_CHARS)
    .replace(/[^\p{L}]+(?<!['`’])/gu, " ")
    .trim()
    .toLowerCase();
  const encoder = new TextEncoder();
  const words: Uint8Array[] = [];
  let read = 0;
  for (const word of plain.split(" ")) {
    if (word === "") continue;
    const bytes = encoder.encode(word);
    if (read + bytes.length > CUT_INSIDE_WORD_BYTES) {
      words.push(bytes.subarray(0, CUT_INSIDE_WORD_BYTES - read + 1));
      break;
    }
    words.push(bytes);
    read += bytes.length + 1;
    if (read - 1 > CUT_AFTER_BYTES) break;
  }
  return words;
}
