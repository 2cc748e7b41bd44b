/**
 * What the network reads: the words of a message without a dress that it learnt little about. Measured on held-out real
 * openings (model/RESULTS.md, "Robustness"): capitals, emoji and look-alike digits each cost far more left as they are. The
 * lexicon and the bounds look at the text as it was written.
 */

/** Fewer capitals may be an abbreviation ("ATM BMW"). */
const MIN_CAPITALS = 10;
const SHOUTED_SHARE = 0.8;

const EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\u20e3)+/gu;

/** A word with a digit or sign between letters, three letters at least: "d3pression", but not "ps5", "mp3", "500mg", "h1b". */
const DISGUISED = /(?<!\S)(?=\S*\p{L}[0134578@$€]{1,2}\p{L})(?=(?:[^\s\p{L}]*\p{L}){3})[\p{L}0134578@$€'’.,?!:;]+(?!\S)/gu;
const LOOKALIKES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "€": "e",
  "!": "i",
  "|": "l",
};
const LOOKALIKE = /[0134578@$€]/gu;

/** The text undisguised, calm and without emoji. Pure; words keep their order. */
export function plain(text: string): string {
  const spelt = text.replace(DISGUISED, (word) => word.replace(LOOKALIKE, (sign) => LOOKALIKES[sign] as string));
  return calm(spelt.replace(EMOJI, " "));
}

/** Mostly capitals are read in lower case: the vocabulary cuts them into single letters. Names lose theirs, which costs less. */
function calm(text: string): string {
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0;
  const lower = text.match(/\p{Ll}/gu)?.length ?? 0;
  return upper >= MIN_CAPITALS && upper >= SHOUTED_SHARE * (upper + lower) ? text.toLowerCase() : text;
}
