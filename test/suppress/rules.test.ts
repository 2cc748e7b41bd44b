import { describe, expect, test } from "vitest";
import type { Classification, ScoredSensitive } from "../../worker/domain/classification.ts";
import { doubtful } from "../../worker/suppress/doubtful.ts";
import { ineligibleTopic } from "../../worker/suppress/ineligible-topic.ts";
import { lowConfidence } from "../../worker/suppress/low-confidence.ts";
import { riskyCombination } from "../../worker/suppress/risky-combination.ts";
import type { Heard, Rule } from "../../worker/suppress/rule.ts";
import { sensitiveInContext } from "../../worker/suppress/sensitive-in-context.ts";
import { sensitiveNow } from "../../worker/suppress/sensitive-now.ts";
import { suppress } from "../../worker/suppress/suppress.ts";
import { unsupportedLanguage } from "../../worker/suppress/unsupported-language.ts";

const HEALTH: ScoredSensitive = { category: "health", score: 0.9, certain: true };
const ANY: ScoredSensitive = { category: "any", score: 0.6, certain: true };
const UNSURE: ScoredSensitive = { category: "any", score: 0.6, certain: false };

/** A message about these topics; the first scores 0.9, the next 0.8 and so on. */
const about = (topics: readonly string[], more: Partial<Heard> = {}): Heard => ({
  language: "en",
  topics: topics.map((id, at) => ({ id, score: 0.9 - at / 10 })),
  intents: [{ name: "learn", score: 0.9 }],
  sensitive: [],
  context: [],
  country: "US",
  model: "t1:m1",
  ...more,
});

/** Refused with "code rule", or the ids that are left. */
const outcome = (rule: Rule, heard: Heard): string => {
  const verdict = rule(heard);
  return "code" in verdict ? `${verdict.code} ${verdict.rule}` : verdict.topics.map(({ id }) => id).join();
};

type Row = readonly [what: string, heard: Heard, expected: string];
const TABLES: readonly (readonly [name: string, rule: Rule, rows: readonly Row[]])[] = [
  [
    "unsupported language",
    unsupportedLanguage,
    [
      ["another language", about(["672"], { language: "other" }), "unsupported_language unsupported_language"],
      ["English", about(["672"]), "672"],
      ["French", about(["672"], { language: "fr" }), "672"],
      ["Spanish", about(["672"], { language: "es" }), "672"],
      ["Portuguese", about(["672"], { language: "pt" }), "672"],
    ],
  ],
  [
    "sensitive now",
    sensitiveNow,
    [
      ["a category", about(["672"], { sensitive: [HEALTH] }), "sensitive sensitive_now"],
      ["only the head that asks for all", about(["672"], { sensitive: [ANY] }), "sensitive sensitive_now"],
      ["one of two is certain", about(["672"], { sensitive: [UNSURE, HEALTH] }), "sensitive sensitive_now"],
      ["not certain: another rule", about(["672"], { sensitive: [UNSURE] }), "672"],
      ["nothing", about(["672"]), "672"],
      ["in context only: another rule", about(["672"], { context: [HEALTH] }), "672"],
    ],
  ],
  [
    "sensitive in context",
    sensitiveInContext,
    [
      ["an earlier turn", about(["672"], { context: [HEALTH] }), "sensitive sensitive_in_context"],
      ["only the head that asks for all", about(["672"], { context: [ANY] }), "sensitive sensitive_in_context"],
      ["nothing", about(["672"]), "672"],
      ["now only: another rule", about(["672"], { sensitive: [HEALTH] }), "672"],
    ],
  ],
  [
    "doubtful",
    doubtful,
    [
      ["found, and not certain", about(["672"], { sensitive: [UNSURE] }), "low_confidence doubtful"],
      ["nothing found", about(["672"]), "672"],
    ],
  ],
  [
    "low confidence",
    lowConfidence,
    [
      ["no topic", about([]), "low_confidence low_confidence"],
      ["no topic, nothing but chat", about([], { intents: [{ name: "chat", score: 0.99 }] }), "low_confidence low_confidence"],
      ["one topic", about(["653"]), "653"],
      ["chat about a topic", about(["338", "JLBCU7"], { intents: [{ name: "chat", score: 0.99 }] }), "338,JLBCU7"],
    ],
  ],
  [
    "ineligible topic",
    ineligibleTopic,
    [
      ["eligible ones stay", about(["672", "653"]), "672,653"],
      ["none at all: another rule", about([]), ""],
      ["the leaf goes, its parent stays", about(["211", "210"]), "210"],
      ["beside an eligible one", about(["414", "391", "672", "653"]), "391,672,653"],
      ["nothing else", about(["211"]), "sensitive ineligible_topic"],
      ["several, nothing else", about(["211", "468"]), "sensitive ineligible_topic"],
      ["a topic that the taxonomy lacks", about(["999999", "672"]), "672"],
    ],
  ],
  [
    "risky combination",
    riskyCombination,
    [
      ["no topic: another rule", about([]), ""],
      ["one topic alone", about(["397", "391"]), "397,391"],
      ["thrift with a job search", about(["397", "391", "127", "123"]), "391,123"],
      ["thrift with a hobby", about(["397", "391", "275", "274"]), "397,391,275,274"],
      ["both halves have no parent in the list", about(["397", "127"]), "sensitive risky_combination"],
      ["an ineligible half counts", about(["214", "210", "229", "223"]), "214,210,223"],
      ["a tier-1 entry is met by any leaf below it", about(["146", "132", "684", "680"]), "132,684,680"],
      ["and by the tier-1 node itself", about(["146", "132", "680"]), "132,680"],
      ["bars where they are allowed", about(["179", "150"]), "179,150"],
      ["bars where they are forbidden: parent too", about(["179", "150"], { country: "SA" }), "sensitive risky_combination"],
      ["the parent stays where another leaf brings it", about(["179", "155", "150"], { country: "SA" }), "155,150"],
      ["bars in an unknown country", about(["179", "150"], { country: null }), "179,150"],
      ["language and place, all three", about(["662", "653"], { language: "es", country: "US" }), "653"],
      ["another language", about(["662", "653"], { language: "en", country: "US" }), "662,653"],
      ["another place", about(["662", "653"], { language: "es", country: "MX" }), "662,653"],
      ["no language of ours", about(["397", "127"], { language: "other" }), "397,127"],
    ],
  ],
];

describe.each(TABLES)("%s", (_, rule, rows) => {
  test.each(rows)("%s", (_what, heard, expected) => {
    expect(outcome(rule, heard)).toBe(expected);
  });
});

describe("all rules together", () => {
  const verdict = ({ context, country, ...labels }: Heard): string => {
    const result = suppress(labels as Classification, context, { country });
    return result.kind === "refused" ? `${result.refusal.code} ${result.refusal.rule}` : result.topics.map(({ id }) => id).join();
  };

  test.each<Row>([
    ["a harmless message passes whole", about(["672", "653"]), "672,653"],
    ["language first", about(["672"], { language: "other", sensitive: [HEALTH] }), "unsupported_language unsupported_language"],
    ["now before context", about(["672"], { sensitive: [HEALTH], context: [HEALTH] }), "sensitive sensitive_now"],
    ["sensitive beats unsure", about([], { sensitive: [HEALTH] }), "sensitive sensitive_now"],
    ["sensitive context beats unsure", about([], { context: [ANY] }), "sensitive sensitive_in_context"],
    ["unsure", about([]), "low_confidence low_confidence"],
    ["sensitive beats doubtful", about(["672"], { sensitive: [UNSURE], context: [ANY] }), "sensitive sensitive_in_context"],
    ["doubtful", about(["672", "653"], { sensitive: [UNSURE] }), "low_confidence doubtful"],
    ["combination before ineligible", about(["214", "210", "229", "223"]), "210,223"],
    ["an ineligible topic is the telling half", about(["196", "186", "575", "552"]), "186,552"],
    ["only ineligible", about(["211"]), "sensitive ineligible_topic"],
  ])("%s", (_, heard, expected) => {
    expect(verdict(heard)).toBe(expected);
  });

  test("scores and intents come through untouched", () => {
    const heard = about(["211", "210", "672", "653"]);
    expect(suppress(heard, [], { country: null })).toEqual({ kind: "pass", topics: heard.topics.slice(1), intents: heard.intents });
  });
});
