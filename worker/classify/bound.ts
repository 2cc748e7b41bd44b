/** The first look at a text: how much of it is read at all, and whether there is anything to read. */

/** UTF-16 code units of one message that are looked at. The model reads far less; the lexicon reads all of it. */
export const MAX_CHARS = 2_000;

/**
 * The end of the text (what was written last matters most), lone surrogates as U+FFFD. Control characters, joiners and
 * wide forms are the tokenizer's business: its normalizer is part of the artifact. Python's `clip_text` does the same.
 */
export const bound = (text: string): string => text.slice(-MAX_CHARS).toWellFormed();

/** Is there a letter in it, of any script? Digits, punctuation and emoji alone say too little to learn from. */
export const hasWords = (text: string): boolean => /\p{L}/u.test(text);
