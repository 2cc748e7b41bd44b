/**
 * Which of the four languages is this, or is it another one?
 *
 * `eld` (small set) decides; this file decides when to believe it. A fragment such as "ok thanks" or "pizza" carries no
 * language, and names pull short texts towards languages nobody wrote ("Who is Vladimir Putin?" looks Croatian), so
 * another language needs a clear lead over the best of ours, a larger one for a shorter text. Measured on 14,200 real
 * openings in our languages and 83 messages in 45 others: 0.05 parts them.
 */
import { eld } from "eld/small";
import { LANGUAGES, type Language } from "../domain/vocabulary.ts";

/** Share of the letters outside the Latin script from which on no detector is asked. */
const FOREIGN_SCRIPT_SHARE = 0.4;
/** How far another language must lead, by number of words. A single word never leads: it may be a name. */
const LEAD_OF_A_SENTENCE = 0.06;
const LEAD_OF_A_FRAGMENT = 0.15;
const SENTENCE_WORDS = 4;
/** A fragment in the conversation's language, or nearly so, keeps that language. */
const CONTEXT_PULL = 0.15;
/** What a text without any language counts as. */
const DEFAULT: Language = "en";

/**
 * @param context language of the person's earlier messages, where there are any.
 * @returns one of ours, or "other" only on clear evidence.
 */
export function languageOf(text: string, context: Language | null = null): Language | "other" {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return context ?? DEFAULT;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters - latin >= FOREIGN_SCRIPT_SHARE * letters) return "other";

  const plain = text.replace(/https?:\S+|\S+@\S+|\S*\d\S*/gu, " ");
  const words = plain.match(/\p{L}+/gu)?.length ?? 0;
  const scores = eld.detect(plain).getScores();
  const ours = best(scores, (code) => isOurs(code));
  const other = best(scores, (code) => !isOurs(code));
  const lead = words >= SENTENCE_WORDS ? LEAD_OF_A_SENTENCE : words >= 2 ? LEAD_OF_A_FRAGMENT : Infinity;
  if (other.score - ours.score >= lead) return "other";

  const language = ours.score > 0 && isOurs(ours.code) ? ours.code : (context ?? DEFAULT);
  if (context !== null && words < SENTENCE_WORDS && ours.score - (scores[context] ?? 0) < CONTEXT_PULL) return context;
  return language;
}

const isOurs = (code: string): code is Language => (LANGUAGES as readonly string[]).includes(code);

function best(scores: Readonly<Record<string, number>>, among: (code: string) => boolean): { code: string; score: number } {
  let found = { code: "", score: 0 };
  for (const [code, score] of Object.entries(scores)) if (among(code) && score > found.score) found = { code, score };
  return found;
}
