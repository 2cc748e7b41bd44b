import { describe, expect, test } from "vitest";
import { languageOf } from "../../worker/classify/language.ts";
import type { Language } from "../../worker/domain/vocabulary.ts";

/** text, expected, language of the conversation before it. */
type Row = readonly [text: string, expected: Language | "other", before?: Language];

const SENTENCES: readonly Row[] = [
  ["how long do i boil eggs for ramen", "en"],
  ["Comment faire une béchamel sans grumeaux ?", "fr"],
  ["jcherche un resto pas cher a quebec pour samedi soir", "fr"],
  ["¿Qué celular me recomiendas por menos de 300 dólares?", "es"],
  ["cual es la diferencia entre los dos planes", "es"],
  ["qual notebook vale mais a pena pra faculdade?", "pt"],
  ["me indica um filme bom pra ver hoje a noite", "pt"],
  ["wie lange muss ich kartoffeln kochen", "other"],
  ["Kannst du mir ein gutes Restaurant in Hamburg empfehlen?", "other"],
  ["quanto costa un volo per Roma", "other"],
  ["welke laptop is het beste voor studenten", "other"],
  ["em pots recomanar un bon restaurant a Girona?", "other"],
  ["telefonul meu nu mai porneste", "other"],
  ["kan du rekommendera en bra restaurang i Malmö?", "other"],
  ["polecisz dobrą restaurację w Krakowie?", "other"],
  ["bilgisayarim acilmiyor ne yapmaliyim", "other"],
  ["bisa rekomendasikan restoran enak di Jakarta?", "other"],
  ["may alam ka bang magandang kainan sa Cebu", "other"],
  ["mujhe ek accha laptop chahiye 50 hazaar tak", "other"],
];

const SCRIPTS: readonly Row[] = [
  ["посоветуй хороший ресторан", "other"],
  ["감자는 얼마나 삶아야 하나요", "other"],
  ["ありがとう", "other"],
  ["كم من الوقت يستغرق سلق البطاطس", "other"],
  ["πόση ώρα βράζουν οι πατάτες", "other"],
  ["谢谢", "other"],
  // A word in another script does not make the sentence foreign; a sentence in it does.
  ["what does 谢谢 mean", "en"],
  ["translate please: сколько варить картошку и морковь", "other"],
];

const FRAGMENTS: readonly Row[] = [
  ["ok", "en"],
  ["ok", "pt", "pt"],
  ["thanks!!", "en"],
  ["pizza?", "fr", "fr"],
  ["netflix", "es", "es"],
  ["nonstop only", "en", "en"],
  ["mais barato", "pt", "en"],
  ["2 + 2", "fr", "fr"],
  ["👍👍", "es", "es"],
  ["", "en"],
  // One foreign-looking word may be a name; a clear fragment of another language is another language.
  ["Bundesliga", "en"],
  ["danke dir!", "other"],
  ["teşekkür ederim", "other"],
  // A change of language in the middle of a conversation is seen once there is a sentence to see it by.
  ["¿y cuánto cuesta el más barato de los dos?", "es", "en"],
];

const NAMES_AND_MIXTURES: readonly Row[] = [
  ["Who is Vladimir Putin?", "en"],
  ["Did Alfred Nobel regret inventing dynamite?", "en"],
  ["tu penses quoi de donald trump", "fr"],
  ["c quoi X-Men ?", "fr"],
  ["Háblame de Islandia.", "es"],
  ["quanto pesa um piano?", "pt"],
  ["quiero comprar un laptop gaming para streaming", "es"],
  ["je veux book un flight pas cher pour New York stp", "fr"],
  ["my flight got cancelled https://www.lufthansa.de/umbuchung/kostenlos what now", "en"],
  ["how do i say good evening my friends in german, guten abend?", "en"],
];

/** Known misses, pinned so that a change is seen. */
const MISSES: readonly Row[] = [
  ["split or dubrovnik no car", "other"],
  ["grazie mille", "fr"],
  ["kijan mwen ka jwenn travay isit la", "fr"],
];

describe.each([
  ["whole sentences", SENTENCES],
  ["scripts", SCRIPTS],
  ["fragments", FRAGMENTS],
  ["names and mixtures", NAMES_AND_MIXTURES],
  ["known misses", MISSES],
])("%s", (_, rows) => {
  test.each(rows.map(([text, expected, before]) => [text, expected, before ?? null] as const))("%j is %s (before: %s)", (text, expected, before) => {
    expect(languageOf(text, before)).toBe(expected);
  });
});
