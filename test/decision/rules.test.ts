import { describe, expect, test } from "vitest";
import type { RankCandidate, RankInput } from "../../worker/decision/rank.ts";
import { RULE_NAMES } from "../../worker/decision/rules/rules.ts";
import {
  BOOKS,
  candidate,
  DATING,
  DAY,
  FLIGHTS,
  HOTELS,
  HOUR,
  INELIGIBLE,
  interest,
  MINUTE,
  NOW,
  other,
  ranked,
  SPORTS,
  shown,
  TRAVEL,
  verdict,
  view,
} from "./decision.ts";

type Case = readonly [name: string, expected: string, candidate: Partial<RankCandidate>, input?: Partial<RankInput>];

/** One table a rule: what is refused, and its neighbour that is not. */
function table(rule: string, cases: readonly Case[]): void {
  describe(rule, () => {
    for (const [name, expected, over, input] of cases) {
      test(`${name}: ${expected}`, () => expect(verdict(candidate("a", over), input)).toBe(expected));
    }
  });
}

const blocking = (...blocked: string[]) => ({ view: view({ preferences: { blocked } }) });

table("blocked_topic", [
  ["the topic itself", "blocked_topic", { topics: [FLIGHTS] }, blocking(FLIGHTS)],
  ["its tier-1 node", "blocked_topic", { topics: [FLIGHTS] }, blocking(TRAVEL)],
  ["one of several", "blocked_topic", { topics: [BOOKS, FLIGHTS] }, blocking(FLIGHTS)],
  ["found in its words only", "blocked_topic", { topics: [BOOKS], found: [TRAVEL, FLIGHTS] }, blocking(FLIGHTS)],
  ["a sibling", "picked", { topics: [HOTELS] }, blocking(FLIGHTS)],
  ["the node above a blocked leaf", "picked", { topics: [TRAVEL] }, blocking(FLIGHTS)],
  ["for content", "blocked_topic", { topics: [FLIGHTS] }, { ...blocking(FLIGHTS), purpose: "content" }],
  ["with personalisation off", "blocked_topic", { topics: [FLIGHTS] }, { view: view({ preferences: { personalisation: "off", blocked: [TRAVEL] } }) }],
  [
    "although this message is about it",
    "blocked_topic",
    { topics: [FLIGHTS] },
    { ...blocking(FLIGHTS), message: { topics: [{ id: FLIGHTS, score: 1 }], intents: [] } },
  ],
]);

table("special_category", [
  ["an ineligible topic", "special_category", { topics: [INELIGIBLE] }],
  ["a topic that the model does not know", "special_category", { topics: [DATING] }],
  ["a sensitive matter in its words", "special_category", { topics: [BOOKS], sensitive: ["health"] }],
  ["an ineligible topic in its words", "special_category", { topics: [BOOKS], found: [INELIGIBLE] }],
  ["a declared category by name", "special_category", { topics: [BOOKS], categories: ["politics"] }],
  ["a declared category by IAB id", "special_category", { topics: [BOOKS], categories: ["301"] }],
  ["a declared id that nobody knows", "special_category", { topics: [BOOKS], categories: ["IAB7-1"] }],
  ["a declared id that is harmless", "picked", { topics: [BOOKS], categories: [FLIGHTS] }],
  ["no category", "picked", { topics: [BOOKS], categories: [] }],
  ["for groups", "special_category", { topics: [INELIGIBLE] }, { purpose: "groups" }],
  ["for nobody in particular", "special_category", { topics: [INELIGIBLE] }, { view: null }],
]);

table("purpose_off", [
  ["the purpose", "purpose_off", {}, { view: view({ preferences: { purposes: { ads: false, content: true, groups: true } } }) }],
  ["another purpose", "picked", {}, { view: view({ preferences: { purposes: { ads: true, content: false, groups: false } } }) }],
]);

table("quiet", [
  ["adverts after a sensitive turn", "quiet", {}, { view: view({ hushed: true }) }],
  ["groups as well", "quiet", {}, { view: view({ hushed: true }), purpose: "groups" }],
  ["otherwise", "picked", {}, { view: view() }],
]);

const paced = (turn: number, agoMs: number, over: object = {}): Partial<RankInput> => ({
  conversation: "c",
  view: view({ turn, history: [shown("z", { conversation: "c", turn: 10, at: NOW - agoMs, ...over })] }),
});

table("pacing", [
  ["four turns and an hour later", "pacing", {}, paced(14, HOUR)],
  ["five turns and an hour later", "picked", {}, paced(15, HOUR)],
  ["five turns and just under ten minutes later", "pacing", {}, paced(15, 10 * MINUTE - 1)],
  ["five turns and ten minutes later", "picked", {}, paced(15, 10 * MINUTE)],
  ["in another conversation", "picked", {}, paced(11, MINUTE, { conversation: "d" })],
  ["after a post, not an advert", "picked", {}, paced(11, MINUTE, { purpose: "content" })],
  ["a post is not paced", "picked", {}, { ...paced(11, MINUTE, { purpose: "content" }), purpose: "content" }],
  ["without a conversation", "picked", {}, { ...paced(11, MINUTE), conversation: null }],
  ["turns unknown, ten minutes", "picked", {}, paced(1, 10 * MINUTE, { turn: undefined })],
  ["a count that started again", "pacing", {}, paced(1, DAY)],
]);

test("pacing: one answer in a conversation holds one advert, whatever was asked for", () => {
  const three = [candidate("a"), candidate("b"), candidate("c")];
  expect(ranked(three, { count: 3, conversation: "c" }).picks.length).toBe(1);
  expect([...ranked(three, { count: 3, conversation: "c" }).refused.values()]).toEqual(["pacing", "pacing"]);
  expect(ranked(three, { count: 3, conversation: null }).picks.length).toBe(3);
  expect(ranked(three, { count: 3, conversation: "c", purpose: "content" }).picks.length).toBe(3);
});

const once = { view: view({ interests: [interest(FLIGHTS, { usable: false })] }) };

table("not_usable_yet", [
  ["an advert for what was mentioned once", "not_usable_yet", { topics: [FLIGHTS] }, once],
  ["a post about it", "picked", { topics: [FLIGHTS] }, { ...once, purpose: "content" }],
  ["an advert for something else", "picked", { topics: [BOOKS] }, once],
  ["this very message is about it", "picked", { topics: [FLIGHTS] }, { ...once, message: { topics: [{ id: FLIGHTS, score: 0.9 }], intents: [] } }],
  [
    "another of its topics is usable",
    "picked",
    { topics: [FLIGHTS, BOOKS] },
    { view: view({ interests: [interest(FLIGHTS, { usable: false }), interest(BOOKS)] }) },
  ],
  [
    "only its tier-1 node is usable",
    "not_usable_yet",
    { topics: [FLIGHTS] },
    { view: view({ interests: [interest(FLIGHTS, { usable: false }), interest(TRAVEL)] }) },
  ],
]);

const bought = (topic: string, agoMs: number) => ({ view: view({ cooldowns: [{ topic, at: NOW - agoMs }] }) });

const boughtTogether = (apartMs: number) => ({
  view: view({
    cooldowns: [
      { topic: FLIGHTS, at: NOW - DAY },
      { topic: TRAVEL, at: NOW - DAY - apartMs },
    ],
  }),
});

table("cool_down", [
  ["a day after buying", "cool_down", { topics: [FLIGHTS] }, bought(FLIGHTS, DAY)],
  ["just under 90 days after", "cool_down", { topics: [FLIGHTS] }, bought(FLIGHTS, 90 * DAY - 1)],
  ["90 days after", "picked", { topics: [FLIGHTS] }, bought(FLIGHTS, 90 * DAY)],
  ["a leaf of the bought node", "cool_down", { topics: [FLIGHTS] }, bought(TRAVEL, DAY)],
  ["a sibling", "picked", { topics: [HOTELS] }, bought(FLIGHTS, DAY)],
  ["a sibling, when the node began to rest with the leaf", "picked", { topics: [HOTELS] }, boughtTogether(0)],
  ["a sibling, when the node was bought on its own", "cool_down", { topics: [HOTELS] }, boughtTogether(1)],
  ["found in its words", "cool_down", { topics: [BOOKS], found: [FLIGHTS] }, bought(FLIGHTS, DAY)],
  ["a post about it", "picked", { topics: [FLIGHTS] }, { ...bought(FLIGHTS, DAY), purpose: "content" }],
  [
    '"I own it" on an earlier advert',
    "cool_down",
    { topics: [FLIGHTS] },
    { view: view({ history: [shown("z", { topics: [TRAVEL, FLIGHTS], ownedAt: NOW - DAY })] }) },
  ],
  [
    '"I own it" leaves the siblings alone',
    "picked",
    { topics: [HOTELS] },
    { view: view({ history: [shown("z", { topics: [TRAVEL, FLIGHTS], ownedAt: NOW - DAY })] }) },
  ],
]);

const waved = (over: object) => ({ view: view({ history: [shown("a", { at: NOW - 60 * DAY, campaign: "k", topics: [FLIGHTS], ...over })] }) });
const sameCampaign = { id: "b", campaign: "k" };

table("fatigue", [
  ['the advert, just under 14 days after "not interested"', "fatigue", {}, waved({ notInterestedAt: NOW - 14 * DAY + 1 })],
  ["the advert, 14 days after", "picked", {}, waved({ notInterestedAt: NOW - 14 * DAY })],
  ["its campaign", "fatigue", sameCampaign, waved({ notInterestedAt: NOW - DAY })],
  ["its topic", "fatigue", { id: "b", topics: [FLIGHTS] }, waved({ notInterestedAt: NOW - DAY })],
  ["a sibling of its topic", "picked", { id: "b", topics: [HOTELS] }, waved({ notInterestedAt: NOW - DAY })],
  ["the advert, just under 3 days after a dismissal", "fatigue", {}, waved({ dismissedAt: NOW - 3 * DAY + 1 })],
  ["the advert, 3 days after", "picked", {}, waved({ dismissedAt: NOW - 3 * DAY })],
  ["its campaign after a dismissal", "picked", sameCampaign, waved({ dismissedAt: NOW - DAY })],
  [
    'a post\'s topic after "not interested"',
    "picked",
    { id: "b", topics: [FLIGHTS] },
    { ...waved({ notInterestedAt: NOW - DAY, purpose: "content" }), purpose: "content" },
  ],
  ['an advert\'s topic after "not interested" in a post', "fatigue", { id: "b", topics: [FLIGHTS] }, waved({ notInterestedAt: NOW - DAY, purpose: "content" })],
]);

/** A history of `n` showings, the youngest `agoMs` old, spread over many topics so that only the cap at hand speaks. */
const showings = (n: number, agoMs: number, of: (at: number) => object) => ({
  view: view({ history: Array.from({ length: n }, (_, at) => shown(`z${at}`, { at: NOW - agoMs, topics: [other(at)], ...of(at) })) }),
});

const CAPS = [
  ["creative", "a", () => ({ candidate: "a" }), { hour: 1, day: 2, week: 5 }],
  ["campaign", "k", () => ({ campaign: "k" }), { hour: 2, day: 4, week: 10 }],
  ["advertiser", "v", () => ({ advertiser: "v" }), { hour: 2, day: 6, week: 15 }],
] as const;
for (const [sort, , of, caps] of CAPS) {
  const over = { topics: [BOOKS], campaign: "k", advertiser: "v" };
  table(`${sort}_cap`, [
    ["one under the hour's", "picked", over, showings(caps.hour - 1, HOUR - 1, of)],
    ["the hour's", `${sort}_cap`, over, showings(caps.hour, HOUR - 1, of)],
    ["the hour's, an hour ago", "picked", over, showings(caps.hour, HOUR, of)],
    ["one under the day's", "picked", over, showings(caps.day - 1, HOUR, of)],
    ["the day's", `${sort}_cap`, over, showings(caps.day, DAY - 1, of)],
    ["the day's, a day ago", "picked", over, showings(caps.day, DAY, of)],
    ["one under the week's", "picked", over, showings(caps.week - 1, DAY, of)],
    ["the week's", `${sort}_cap`, over, showings(caps.week, 7 * DAY - 1, of)],
    ["the week's, a week ago", "picked", over, showings(caps.week, 7 * DAY, of)],
    ["those of posts", "picked", over, showings(caps.week, DAY, (at) => ({ ...of(), purpose: at < 0 ? "ads" : "content" }))],
  ]);
}

table("creative_cap, the caller's own", [
  ["lower than ours", "creative_cap", { caps: { day: 1 } }, showings(1, HOUR, () => ({ candidate: "a" }))],
  ["higher than ours", "creative_cap", { caps: { day: 99 } }, showings(2, HOUR, () => ({ candidate: "a" }))],
  ["none", "picked", { caps: { day: 2 } }, showings(1, HOUR, () => ({ candidate: "a" }))],
  ["zero", "creative_cap", { caps: { week: 0 } }],
]);

/** `n` showings of FLIGHTS among `others` of other topics, an hour and more old. */
const flights = (n: number, others: number, agoMs = 2 * HOUR) => ({
  view: view({
    history: [
      ...Array.from({ length: n }, (_, at) => shown(`f${at}`, { topics: [FLIGHTS], at: NOW - agoMs })),
      ...Array.from({ length: others }, (_, at) => shown(`o${at}`, { topics: [other(at)], at: NOW - 2 * DAY })),
    ],
  }),
});

table("topic_cap", [
  ["one under the hour's", "picked", { topics: [FLIGHTS] }, flights(1, 30, HOUR - 1)],
  ["the hour's", "topic_cap", { topics: [FLIGHTS] }, flights(2, 30, HOUR - 1)],
  ["one under the day's", "picked", { topics: [FLIGHTS] }, flights(4, 30)],
  ["the day's", "topic_cap", { topics: [FLIGHTS] }, flights(5, 30)],
  ["one under the week's", "picked", { topics: [FLIGHTS] }, flights(11, 30, DAY)],
  ["the week's", "topic_cap", { topics: [FLIGHTS] }, flights(12, 30, DAY)],
  ["the node beside the leaf is not counted twice", "picked", { topics: [TRAVEL] }, flights(12, 30, DAY)],
]);

table("topic_share", [
  ["the first two are free", "picked", { topics: [FLIGHTS] }, flights(1, 0)],
  ["the third of three", "topic_share", { topics: [FLIGHTS] }, flights(2, 0)],
  ["the third of five", "topic_share", { topics: [FLIGHTS] }, flights(2, 2)],
  ["the third of six is half", "picked", { topics: [FLIGHTS] }, flights(2, 3)],
  ["the fourth of seven", "topic_share", { topics: [FLIGHTS] }, flights(3, 3)],
  ["another topic", "picked", { topics: [BOOKS] }, flights(3, 0)],
]);

test("a pick carries the names of all rules that it passed", () => {
  expect(ranked([candidate("a", { topics: [SPORTS] })]).picks[0]?.rules).toEqual(RULE_NAMES);
  expect(new Set(RULE_NAMES).size).toBe(13);
});
