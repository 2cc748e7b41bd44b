/**
 * Texts to token ids, exactly as the training code does it (model/inkling_model/vocab.py): golden vectors pin the two.
 *
 *     <s> last </s>                                          a message alone
 *     <s> last </s> </s> previous </s> </s> earlier </s>     with context, the newest turn first
 *
 * Too long: the far end of the context goes first; a last message beyond the budget keeps its end.
 */
import { Tokenizer } from "@huggingface/tokenizers";

/** Earlier turns of the same person that are read along with the last message. */
export const MAX_EARLIER = 3;

const BOS = 0;
const EOS = 2;

/** What the network takes. */
export interface Encoded {
  readonly ids: readonly number[];
  /** How many of the ids belong to the last message, its two marks included. */
  readonly lastLength: number;
}

/** Cuts texts into pieces of the artifact's vocabulary, without marks. */
export type Pieces = (text: string) => readonly number[];

/** `tokenizer` is the artifact's tokenizer.json. Throws where it is none. */
export function piecesOf(tokenizer: unknown): Pieces {
  const pieces = new Tokenizer(tokenizer as object, {});
  return (text) => pieces.encode(text, { add_special_tokens: false }).ids;
}

/** Puts the last message and its context (oldest first) into one input of at most `maxTokens`. */
export function layout(last: readonly number[], earlier: readonly (readonly number[])[], maxTokens: number): Encoded {
  const ids = [BOS, ...tail(last, maxTokens - 2), EOS];
  const lastLength = ids.length;
  for (const turn of earlier.slice(-MAX_EARLIER).reverse()) {
    if (ids.length + 3 > maxTokens) break;
    ids.push(EOS, ...turn, EOS);
  }
  if (ids.length > maxTokens) ids.splice(maxTokens - 1, Infinity, EOS);
  return { ids, lastLength };
}

/** Windows at most: 2,000 characters of any of our languages fit, and no odd text can buy more runs. */
const MAX_WINDOWS = 6;

/**
 * The part of a long message that `layout` cuts away, in inputs of its own, newest first. The sensitive filter reads
 * them too: a message must not hide its subject behind a long postscript. Empty for an ordinary message.
 */
export function olderWindows(last: readonly number[], maxTokens: number): Encoded[] {
  const width = maxTokens - 2;
  const windows: Encoded[] = [];
  for (let end = last.length - width; end > 0 && windows.length < MAX_WINDOWS; end -= width)
    windows.push(layout(last.slice(Math.max(0, end - width), end), [], maxTokens));
  return windows;
}

const tail = (ids: readonly number[], count: number): readonly number[] => (ids.length > count ? ids.slice(-count) : ids);
