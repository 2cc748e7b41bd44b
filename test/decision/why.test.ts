import { describe, expect, test } from "vitest";
import { RULE_NAMES } from "../../worker/decision/rules/rules.ts";
import { topicBehind, WORDINGS, why } from "../../worker/decision/why.ts";
import type { HistoryEntry, Reason } from "../../worker/domain/decision.ts";
import { LANGUAGES } from "../../worker/domain/vocabulary.ts";
import { candidate, DAY, FLIGHTS, interest, NOW, ranked, shown, TRAVEL, view } from "./decision.ts";

const because = (reasons: readonly Reason[], over: Partial<HistoryEntry> = {}) => shown("a", { reasons, rules: RULE_NAMES, topics: [FLIGHTS], ...over });
const flying = because([{ kind: "interest", of: FLIGHTS, weight: 0.6 }]);
const flights = interest(FLIGHTS, { firstSeen: Date.parse("2026-11-05T23:30:00Z"), sources: ["text", "search"] });

describe("one sentence in each language", () => {
  for (const [language, sentence] of [
    ["en", "You saw this advert because “Air Travel” has interested you since November 5, 2026, going by your messages and your searches."],
    ["fr", "Vous avez vu cette publicité parce que « Voyages en avion » vous intéresse depuis le 5 novembre 2026, d’après vos messages et vos recherches."],
    ["es", "Has visto este anuncio porque «Viajes en avión» te interesa desde el 5 de noviembre de 2026, según tus mensajes y tus búsquedas."],
    ["pt", "Você viu este anúncio porque “Viagens de avião” interessa a você desde 5 de novembro de 2026, de acordo com as suas mensagens e as suas buscas."],
  ] as const) {
    test(language, () => expect(why(flying, flights, language).sentence).toBe(sentence));
  }

  test("the date is the person's", () => expect(why(flying, flights, "en", "Asia/Tokyo").sentence).toContain("November 6, 2026"));
});

describe("each ground has its sentence", () => {
  for (const [name, entry, kept, sentence] of [
    ["an interest that is gone", flying, undefined, "You saw this advert because “Air Travel” interested you at the time; that interest is no longer kept."],
    [
      "another interest is not taken for it",
      flying,
      interest(TRAVEL),
      "You saw this advert because “Air Travel” interested you at the time; that interest is no longer kept.",
    ],
    [
      "its tier-1 node",
      because([{ kind: "interest_parent", of: TRAVEL, weight: 0.3 }]),
      interest(TRAVEL),
      "You saw this advert because “Travel” in general has interested you since November 15, 2026, going by your messages.",
    ],
    [
      "this message",
      because([{ kind: "message", of: FLIGHTS, weight: 0.9 }]),
      undefined,
      "You saw this advert because your message at that moment was about “Air Travel”.",
    ],
    [
      "the heaviest of several",
      because([
        { kind: "intent", of: "book", weight: 0.4 },
        { kind: "message", of: FLIGHTS, weight: 0.9 },
      ]),
      undefined,
      "You saw this advert because your message at that moment was about “Air Travel”.",
    ],
    [
      "a boost, before all else",
      because([
        { kind: "interest", of: FLIGHTS, weight: 0.6 },
        { kind: "boosted", of: FLIGHTS, weight: 0.6 },
      ]),
      flights,
      "You saw this advert because you asked for more about “Air Travel”.",
    ],
    ["an intent", because([{ kind: "intent", of: "book", weight: 0.9 }]), undefined, "You saw this advert because you seemed to want to book something."],
    [
      "chance, whatever else fits",
      because(
        [
          { kind: "exploration", weight: 1 },
          { kind: "interest", of: FLIGHTS, weight: 0.6 },
        ],
        { exploration: true },
      ),
      flights,
      "You saw this advert by chance: now and then something is picked without looking at your interests.",
    ],
    [
      "nothing about the person",
      because([{ kind: "value", weight: 0.05 }], { purpose: "groups" }),
      undefined,
      "You saw this group for no reason that has to do with you: nothing known about you was used.",
    ],
    ["no reason at all", because([]), undefined, "You saw this advert for no reason that has to do with you: nothing known about you was used."],
  ] as const) {
    test(name, () => expect(why(entry, kept, "en").sentence).toBe(sentence));
  }
});

describe("every ground about a topic names it in the language of the sentence", () => {
  for (const [language, sentence] of [
    ["fr", "Vous avez vu cette publicité parce que votre message, à ce moment-là, parlait de « Voyages »."],
    ["es", "Has visto este anuncio porque tu mensaje de ese momento trataba de «Viajes»."],
    ["pt", "Você viu este anúncio porque a sua mensagem, naquele momento, era sobre “Viagens”."],
  ] as const) {
    test(language, () => {
      const { sentence: told, facts } = why(because([{ kind: "message", of: TRAVEL, weight: 0.9 }]), undefined, language);
      expect(told).toBe(sentence);
      // The facts are the wire's: ids and the taxonomy's own names.
      expect(facts.topic).toEqual({ id: TRAVEL, name: "Travel", path: "Travel" });
    });
  }
});

test("the facts: topic, receipt, grounds, rules in words", () => {
  const { facts } = why(flying, flights, "en");
  expect(topicBehind(flying)).toBe(FLIGHTS);
  expect(facts).toMatchObject({
    purpose: "ads",
    decidedAt: NOW - DAY,
    ground: "interest",
    topic: { id: FLIGHTS, name: "Air Travel" },
    interest: { since: flights.firstSeen, lastSeen: NOW - DAY, times: 3, sources: ["text", "search"], surfaces: ["default"], halfLifeDays: 7 },
    exploration: false,
  });
  expect(facts.rules.map(({ name }) => name)).toEqual(RULE_NAMES);
  expect(facts.rules.find(({ name }) => name === "blocked_topic")?.meaning).toBe("You have not blocked any of its topics.");
});

test("a real pick is explained", () => {
  const [pick] = ranked([candidate("a", { topics: [FLIGHTS] })], { view: view({ interests: [flights] }) }).picks;
  expect(why(shown("a", { ...pick, topics: pick?.topics ?? [] }), flights, "en").facts.ground).toBe("interest");
});

describe("the four wordings say the same things", () => {
  const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const language of LANGUAGES) {
    test(language, () => {
      for (const [key, template] of Object.entries(WORDINGS[language].because)) {
        expect(blanks(template)).toEqual(blanks(WORDINGS.en.because[key as keyof typeof WORDINGS.en.because]));
      }
      expect(Object.keys(WORDINGS[language].rules).sort()).toEqual([...RULE_NAMES].sort());
      expect(JSON.stringify(WORDINGS[language])).not.toContain('""');
    });
  }
});
