import { describe, expect, test } from "vitest";
import { TOPIC_NAMES, topicName, topicPath } from "../../worker/domain/topic-names.ts";
import { TOPICS, topicById } from "../../worker/domain/topics.ts";
import { LANGUAGES } from "../../worker/domain/vocabulary.ts";

const FLIGHTS = "672";
const COLLEGE_PLANNING = "138";

test("there are names for the topics of the taxonomy, and for no others", () => {
  expect(Object.keys(TOPIC_NAMES).sort()).toEqual(TOPICS.map(({ id }) => id).sort());
});

describe.each(LANGUAGES)("in %s", (language) => {
  const names = TOPICS.map(({ id }) => topicName(id, language));

  test("every topic has a name, without stray spaces", () => {
    for (const name of names) expect(name).toMatch(/^\S(.*\S)?$/);
  });

  test("no two topics have the same, not even by case: a person picks them by name", () => {
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(TOPICS.length);
  });

  test("an unknown topic is called by its id", () => {
    for (const id of ["no-such-topic", "constructor"]) {
      expect(topicName(id, language)).toBe(id);
      expect(topicPath(id, language)).toEqual([id]);
    }
  });
});

test("in English the taxonomy speaks", () => {
  expect(topicName(FLIGHTS, "en")).toBe("Air Travel");
  expect(topicPath(FLIGHTS, "en").join(" > ")).toBe(topicById(FLIGHTS)?.path);
});

test("in the others a path names the topics and leaves out mere headings", () => {
  expect(topicPath(FLIGHTS, "fr")).toEqual(["Voyages", "Voyages en avion"]);
  expect(topicPath(COLLEGE_PLANNING, "es")).toEqual(["Educación", "Educación universitaria", "Preparación para la universidad"]);
  expect(topicPath("653", "pt")).toEqual(["Viagens"]);
});
