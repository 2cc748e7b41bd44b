/** The packed table against the library that it was made from. */
import { eld } from "eld/small";
import { expect, test } from "vitest";
import { NGRAM_LANGUAGES } from "../../worker/classify/ngram-table.ts";
import { languageScores } from "../../worker/classify/ngrams.ts";

test.each([
  "how long do i boil eggs for ramen eggs",
  "Comment faire une béchamel sans grumeaux ? J'en ai besoin pour ce soir, merci d'avance !",
  "¿Qué celular me recomiendas por menos de 300 dólares?",
  "qual notebook vale mais a pena pra faculdade?",
  "kan du rekommendera en bra restaurang i Malmö?",
  "gợi ý nhà hàng ngon ở Hà Nội",
  "don't y'all ’tis `quoted` l'été d'aujourd'hui",
  "a an and abcd abcde abcdefgh",
  "поезд Москва London Paris",
  "😀 emoji 👍 in between 🔥",
  "no\nline\tends  here",
  "x".repeat(2_000),
  `${"pneumono".repeat(30)} rest`,
  "many words of a long message come here ".repeat(40),
  `${"é".repeat(189)} ${"ü".repeat(20)} end`,
  "",
  "12345 !!!",
])("gives the library's scores: %j", (text) => {
  const theirs = Object.entries(eld.detect(text).getScores()).filter(([code]) => NGRAM_LANGUAGES.includes(code));
  const ours = languageScores(text);
  expect([...ours.keys()].sort()).toEqual(theirs.map(([code]) => code).sort());
  for (const [code, score] of theirs) expect(ours.get(code)).toBeCloseTo(score, 10);
});
