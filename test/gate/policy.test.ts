import { describe, expect, it } from "vitest";
import { TOPICS } from "../../worker/domain/topics.ts";
import { LANGUAGES } from "../../worker/domain/vocabulary.ts";
import { isOpenCountry } from "../../worker/gate/countries.ts";
import { gateInput } from "../../worker/gate/input.ts";
import { GPC_SUPPORT, POLICY_DATE, POLICY_NUMBERS, policyDocument } from "../../worker/gate/policy.ts";
import { CROWD } from "../../worker/ledger/crowd.ts";
import { MAX_TOPICS } from "../../worker/profile/fold/cap.ts";
import { CHAT_LIFETIME, INTENT_LIFETIME, SIGNAL_LIFETIME } from "../../worker/profile/fold/retention.ts";
import { NOW } from "./facts.ts";

const facts = { tenant: "demo", effectiveFrom: NOW, model: "t1:m1", now: NOW };
const policy = policyDocument(facts);

it("says the numbers that the other stages live by", () => {
  const days = ({ halfLifeMs, goneAfterMs }: typeof CHAT_LIFETIME) => ({ halfLife: halfLifeMs / 86_400_000, goneAfter: goneAfterMs / 86_400_000 });
  expect(POLICY_NUMBERS.chat).toEqual(days(CHAT_LIFETIME));
  expect(POLICY_NUMBERS.intents).toEqual(days(INTENT_LIFETIME));
  expect(POLICY_NUMBERS.signals).toEqual(days(SIGNAL_LIFETIME));
  expect(POLICY_NUMBERS.topicsPerPerson).toBe(MAX_TOPICS);
  expect(POLICY_NUMBERS.crowd).toBe(CROWD);
});

it("lists the countries as the gate has them", () => {
  const { open, protected: closed } = policy.regions;
  expect(open.length + closed.length).toBe(249);
  expect(open.every(isOpenCountry)).toBe(true);
  expect(closed.some(({ code }) => isOpenCountry(code))).toBe(false);
  expect(closed.find(({ code }) => code === "KR")).toEqual({ code: "KR", name: "South Korea", tier: "kr", why: expect.any(String) });
});

describe("the effective date", () => {
  it.each([
    [NOW, true],
    [NOW + 1, false],
    [null, false],
  ])("%s: in effect %s", (effectiveFrom, inEffect) => {
    const document = policyDocument({ ...facts, effectiveFrom });
    expect(document.in_effect).toBe(inEffect);
    expect(document.effective_from).toBe(effectiveFrom === null ? null : new Date(effectiveFrom).toISOString());
  });
});

it("says the same parts in every language, with every number", () => {
  for (const language of LANGUAGES) {
    const { title, parts } = policy.words[language];
    expect(title).not.toBe("");
    expect(parts).toHaveLength(policy.words.en.parts.length);
    const text = parts.map(({ heading, text }) => `${heading} ${text}`).join(" ");
    for (const number of [51, 20, 7, 30, 3, 14, 60, 180, 50]) expect(text, `${language} ${number}`).toMatch(new RegExp(`\\b${number}\\b`));
  }
});

it("repeats the numbers where a program looks for them", () => {
  expect(policy.kept.map(({ half_life_days, gone_after_days }) => [half_life_days, gone_after_days])).toEqual([
    [7, 30],
    [3, 14],
    [60, 180],
  ]);
  expect(policy.limits).toEqual({ topics_per_person: 20, smallest_crowd: 50, platform_recovery_days: 30 });
});

it("names the headers that the gate reads", () => {
  const asked = new Set<string>();
  const headers = {
    get: (name: string) => {
      asked.add(name);
      return null;
    },
  } as unknown as Headers;
  gateInput(
    { headers },
    { kind: "user", tenant: "demo", user: "u1", conn: "client", country: null, home: null, age: null },
    { stage: "production", effectiveFrom: new Map() },
    NOW,
  );
  expect(policy.signals.flatMap(({ header }) => header.split(", "))).toEqual([...asked]);
});

it("has no empty list and no empty word", () => {
  const empty: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0)) empty.push(path);
    if (typeof value === "object" && value !== null) for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
  };
  walk(policy, "policy");
  expect(empty).toEqual([]);
  expect(policy.people).toEqual({ read: "adult", unknown_age: "not read" });
});

it("is JSON as it stands", () => expect(JSON.parse(JSON.stringify(policy))).toEqual(policy));

it("names model and taxonomy", () => {
  expect(policy).toMatchObject({ model: "t1:m1", taxonomy: { id: "t1", name: "IAB Content Taxonomy 3.1" } });
  expect(policy.taxonomy.eligible + policy.taxonomy.not_eligible).toBe(policy.taxonomy.topics);
  expect(policy.taxonomy.eligible).toBe(TOPICS.filter(({ eligible }) => eligible).length);
  expect(policy.taxonomy.not_eligible).toBeGreaterThan(0);
});

it("supports Global Privacy Control in the form that the specification wants", () => {
  expect(GPC_SUPPORT).toEqual({ gpc: true, lastUpdate: POLICY_DATE });
  expect(POLICY_DATE).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});
