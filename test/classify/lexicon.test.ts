import { describe, expect, test } from "vitest";
import { lexicon } from "../../worker/classify/lexicon.ts";
import { COMMON_PHRASES, SENSITIVE_PHRASES } from "../../worker/classify/lexicon-phrases.ts";
import { LANGUAGES, SENSITIVE_CATEGORIES } from "../../worker/domain/vocabulary.ts";

describe("readings", () => {
  const find = lexicon(
    [
      ["health", "en", "type 2 diabetes | i'm pregnant | ob-gyn appointment"],
      ["minor", "fr", "j'ai 14 ans"],
      ["mental_health", "en", "depression | suicide"],
      ["religion", "es", "misa de gallo"],
      ["addiction", "en", "alcoholic"],
    ],
    [["violence_abuse", "en", "hits | stalker game"]],
  );

  test.each([
    ["whole words", "i have type 2 diabetes now", ["health"]],
    ["case", "TYPE 2 DIABETES", ["health"]],
    ["accents and signs around", "¿Misa de Gállo?", ["religion"]],
    ["apostrophe as written", "I'm pregnant", ["health"]],
    ["apostrophe left out", "im pregnant", ["health"]],
    ["apostrophe typed by a phone", "j’ai 14 ans", ["minor"]],
    ["hyphen as a blank", "my ob gyn appointment", ["health"]],
    ["hyphen left out", "obgyn appointment", ["health"]],
    ["digits for letters", "d3pr3ssi0n", ["mental_health"]],
    ["signs for letters", "thoughts of $uicide", ["mental_health"]],
    ["one for i", "su1c1de", ["mental_health"]],
    ["one for l", "a1coholic", ["addiction"]],
    ["dots in the word", "s.u.i.c.i.d.e", ["mental_health"]],
    ["spelt out", "s u i c i d e", ["mental_health"]],
    ["stars", "su*c*de", ["mental_health"]],
    ["stretched", "suuuuicide", ["mental_health"]],
    ["full width", "ｓｕｉｃｉｄｅ", ["mental_health"]],
    ["invisible characters", "sui\u200bcide", ["mental_health"]],
    ["a common word as it is", "greatest hits of the 80s, 4ever", []],
    ["a common word in disguise", "he h1ts me", ["violence_abuse"]],
    ["a common phrase counts by its words only", "st4lker game", []],
    ["two at once", "suicide, and I'm pregnant", ["mental_health", "health"]],
    ["part of a longer word", "suicidal squads", []],
    ["words apart", "type of 2 diabetes", []],
    ["words in another order", "diabetes type 2", []],
    ["stars over everything", "s*****e", []],
    ["a number with its unit", "500mg 4k 3d", []],
    ["nothing", "", []],
    ["signs only", "!!! 1 $ @", []],
  ])("%s: %j", (_, text, expected) => {
    expect([...find(text)].sort()).toEqual([...expected].sort());
  });
});

describe("the shipped list", () => {
  const find = lexicon(SENSITIVE_PHRASES, COMMON_PHRASES);

  test("has phrases for every category in every language", () => {
    const rows = new Set(SENSITIVE_PHRASES.map(([category, language]) => `${category} ${language}`));
    expect([...rows].sort()).toEqual(SENSITIVE_CATEGORIES.flatMap((category) => LANGUAGES.map((language) => `${category} ${language}`)).sort());
  });

  test("finds every phrase of its own, whatever its case", () => {
    const missed = SENSITIVE_PHRASES.flatMap(([, , phrases]) => phrases.split(" | ")).filter((phrase) => find(`ok, ${phrase.toUpperCase()}!`).length === 0);
    expect(missed).toEqual([]);
  });

  test.each([
    "my phone's battery health is at 82%, should i replace it",
    "how healthy is my ssd? crystaldisk says caution",
    "kill a process that is stuck on linux",
    "my code has a syntax error on line 14",
    "the dog ate my homework, funny excuses please",
    "shoot a portrait at f/1.8 or f/2.8",
    "best shots for a nature photographer",
    "how to die cut stickers at home",
    "my sourdough starter looks dead",
    "the printer is depressed half way, the tray will not close",
    "prison break season 2 or lost?",
    "best weapons in elden ring for a strength build",
    "conversion rate of our landing page",
    "a church bell ring tone for my phone",
    "labour day sales on mattresses",
    "race condition in my go code",
    "trade my old laptop in for a new one",
    "union of two sets in python",
    "party supplies for a 6 year old's birthday",
    "how do I transition between two slides",
    "crime novels like agatha christie",
    "drug store eyeliner that lasts",
    "la salud de la batería de mi celular bajó a 80 %",
    "comment tuer un processus sous windows",
    "qual a saúde da bateria do meu notebook",
    "receta de bizcocho de limón",
    "recette de crêpes pour la chandeleur",
    "melhor celular custo benefício",
  ])("keeps out of %j", (text) => {
    expect(find(text)).toEqual([]);
  });

  test.each([
    ["i was diagnosed with type 2 diabetes last week", "health"],
    ["j'ai des pensées suicidaires depuis des semaines", "mental_health"],
    ["estoy embarazada de 8 semanas", "health"],
    ["acabei de perder minha mãe, perdi minha mãe ontem", "grief_breakup"],
    ["d3pre$$ion is eating me", "mental_health"],
  ])("finds %j: %s", (text, category) => {
    expect(find(text)).toContain(category);
  });
});
