/** Shouting read calmly: the vocabulary cuts capitals into single letters, and the network learnt from few such texts. */

/** Fewer letters may be an abbreviation ("ATM BMW"). */
const MIN_LETTERS = 10;
const SHOUTED_SHARE = 0.8;

/** A text of mostly capitals in lower case, any other as it is. Names lose their capitals, which costs less. */
export function calm(text: string): string {
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0;
  const lower = text.match(/\p{Ll}/gu)?.length ?? 0;
  return upper >= MIN_LETTERS && upper >= SHOUTED_SHARE * (upper + lower) ? text.toLowerCase() : text;
}
