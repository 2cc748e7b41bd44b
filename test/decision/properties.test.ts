import fc from "fast-check";
import { expect, test } from "vitest";
import { LIMITS } from "../../worker/decision/limits.ts";
import { rank } from "../../worker/decision/rank.ts";
import { covered, parentOf, specific } from "../../worker/decision/specific.ts";
import type { HistoryEntry } from "../../worker/domain/decision.ts";
import { PURPOSES } from "../../worker/domain/vocabulary.ts";
import { BOOKS, candidate, DAY, FLIGHTS, HOTELS, HOUR, interest, MINUTE, NOW, SPORTS, TRAVEL, view } from "./decision.ts";

const TOPICS = [TRAVEL, FLIGHTS, HOTELS, SPORTS, BOOKS, "596", "210"];
const some = fc.subarray(TOPICS, { maxLength: 3 });

const candidates = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 30 }).map((n) => `c${n}`),
    topics: some,
    found: some,
    value: fc.constantFrom(1, 1, 2, 5),
    campaign: fc.option(fc.constantFrom("k1", "k2", "k3"), { nil: undefined }),
    advertiser: fc.option(fc.constantFrom("v1", "v2"), { nil: undefined }),
    caps: fc.option(fc.record({ day: fc.nat(3) }), { nil: undefined }),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 20 },
);
const cleaned = candidates.map((all) =>
  all.map(({ campaign, advertiser, caps, ...rest }) =>
    candidate(rest.id, { ...rest, ...(campaign ? { campaign } : {}), ...(advertiser ? { advertiser } : {}), ...(caps ? { caps } : {}) }),
  ),
);
const purpose = fc.constantFrom(...PURPOSES);

test("no schedule of calls ever exceeds a cap, a topic's half, or the pace of a conversation", () => {
  const calls = fc.array(
    fc.record({
      afterMs: fc.oneof(fc.integer({ min: 0, max: 10 * MINUTE }), fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: 0, max: 2 * DAY })),
      turns: fc.integer({ min: 0, max: 4 }),
      count: fc.integer({ min: 1, max: 4 }),
      conversation: fc.constantFrom("x", "y", null),
      seed: fc.string({ maxLength: 4 }),
    }),
    { minLength: 5, maxLength: 40 },
  );
  fc.assert(
    fc.property(purpose, cleaned, calls, (wanted, all, schedule) => {
      const limits = LIMITS[wanted];
      const byId = new Map(all.map((one) => [one.id, one]));
      const history: HistoryEntry[] = [];
      const turn: Record<string, number> = { x: 1, y: 1 };
      let now = NOW;
      for (const call of schedule) {
        now += call.afterMs;
        if (call.conversation) turn[call.conversation] = (turn[call.conversation] ?? 1) + call.turns;
        const at = call.conversation ? (turn[call.conversation] ?? 1) : 1;
        const who = view({ turn: at, history, interests: [interest(FLIGHTS), interest(SPORTS)] });
        const { picks } = rank({
          purpose: wanted,
          candidates: all,
          count: call.count,
          view: who,
          message: null,
          conversation: call.conversation,
          now,
          seed: call.seed,
          explorationShare: 0.3,
        });
        for (const pick of picks) {
          const { campaign, advertiser } = byId.get(pick.id) ?? {};
          const made: HistoryEntry = {
            decision: `d${history.length}`,
            candidate: pick.id,
            purpose: wanted,
            at: now,
            topics: pick.topics,
            reasons: pick.reasons,
            rules: pick.rules,
            exploration: pick.exploration,
            ...(campaign ? { campaign } : {}),
            ...(advertiser ? { advertiser } : {}),
            ...(call.conversation ? { conversation: call.conversation, turn: at } : {}),
          };
          if (limits.pacing && call.conversation) {
            for (const earlier of history.filter((entry) => entry.conversation === call.conversation)) {
              expect(now - earlier.at).toBeGreaterThanOrEqual(limits.pacing.ms);
              expect(at - (earlier.turn ?? 0)).toBeGreaterThanOrEqual(limits.pacing.turns);
            }
          }
          history.unshift(made);
          const within = (ms: number, of: (entry: HistoryEntry) => boolean) => history.filter((entry) => now - entry.at < ms && of(entry)).length;
          const holds = (caps: { hour: number; day: number; week: number }, of: (entry: HistoryEntry) => boolean) => {
            expect(within(HOUR, of)).toBeLessThanOrEqual(caps.hour);
            expect(within(DAY, of)).toBeLessThanOrEqual(caps.day);
            expect(within(7 * DAY, of)).toBeLessThanOrEqual(caps.week);
          };
          const own = byId.get(pick.id)?.caps?.day ?? Number.POSITIVE_INFINITY;
          holds({ ...limits.creative, day: Math.min(own, limits.creative.day) }, (entry) => entry.candidate === pick.id);
          if (campaign) holds(limits.campaign, (entry) => entry.campaign === campaign);
          if (advertiser) holds(limits.advertiser, (entry) => entry.advertiser === advertiser);
          for (const topic of pick.topics) {
            holds(limits.topic, (entry) => entry.topics.includes(topic));
            const ofTopic = within(7 * DAY, (entry) => entry.topics.includes(topic));
            expect(ofTopic).toBeLessThanOrEqual(Math.max(limits.freePerTopic, limits.topicShare * within(7 * DAY, () => true)));
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("a blocked topic never appears, by tag or by words, for any purpose, chance included", () => {
  fc.assert(
    fc.property(
      purpose,
      cleaned,
      fc.subarray(TOPICS, { minLength: 1 }),
      fc.string(),
      fc.constantFrom("on", "paused", "off"),
      (wanted, all, blocked, seed, personalisation) => {
        const who = view({ interests: TOPICS.map((topic) => interest(topic)), preferences: { blocked, boosted: blocked, personalisation } });
        const message = { topics: blocked.map((id) => ({ id, score: 1 })), intents: [] };
        const { picks } = rank({ purpose: wanted, candidates: all, count: 20, view: who, message, conversation: null, now: NOW, seed, explorationShare: 0.5 });
        const set = new Set(blocked);
        const byId = new Map(all.map((one) => [one.id, one]));
        for (const { id } of picks) {
          const { topics = [], found = [] } = byId.get(id) ?? {};
          expect([...topics, ...found].some((topic) => covered(topic, set))).toBe(false);
        }
      },
    ),
  );
});

test("the order in which candidates come changes nothing", () => {
  fc.assert(
    fc.property(purpose, cleaned, fc.string(), fc.func(fc.integer()), (wanted, all, seed, key) => {
      const shuffled = [...all].sort((a, b) => key(a.id) - key(b.id));
      const input = {
        purpose: wanted,
        count: 5,
        view: view({ interests: [interest(FLIGHTS), interest(SPORTS)] }),
        message: null,
        conversation: null,
        now: NOW,
        seed,
        explorationShare: 0.3,
      };
      const [one, other] = [rank({ ...input, candidates: all }), rank({ ...input, candidates: shuffled })];
      expect(other.picks).toEqual(one.picks);
      expect(new Map([...other.refused].sort())).toEqual(new Map([...one.refused].sort()));
    }),
  );
});

test("equal candidates go by id", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 12 }), (names) => {
      const { picks } = rank({
        purpose: "content",
        candidates: names.map((id) => candidate(id)),
        count: 20,
        view: null,
        message: null,
        conversation: null,
        now: NOW,
        seed: "",
        explorationShare: 0,
      });
      expect(picks.map(({ id }) => id)).toEqual([...names].sort((a, b) => (a < b ? -1 : 1)));
    }),
  );
});

test("every candidate is either picked, refused by a named rule, or was one too many", () => {
  fc.assert(
    fc.property(purpose, cleaned, fc.integer({ min: 0, max: 6 }), (wanted, all, count) => {
      const { picks, refused } = rank({ purpose: wanted, candidates: all, count, view: view(), message: null, conversation: null, now: NOW, seed: "s" });
      expect(picks.length).toBeLessThanOrEqual(count);
      for (const { id } of picks) expect(refused.has(id)).toBe(false);
      if (picks.length < count) expect(picks.length + refused.size).toBe(all.length);
    }),
  );
});

test("topics: a node that repeats its leaf falls away, nothing else does", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...TOPICS)), (topics) => {
      const kept = specific(topics);
      for (const topic of topics)
        expect(kept.includes(topic) || topics.some((other) => other !== topic && parentOf(other) === topic) || topics.length < 2).toBe(true);
      expect(new Set(kept).size).toBe(kept.length);
    }),
  );
});

for (const [given, kept] of [
  [[], []],
  [[TRAVEL], [TRAVEL]],
  [[FLIGHTS, FLIGHTS], [FLIGHTS]],
  [[TRAVEL, TRAVEL], [TRAVEL]],
  [[TRAVEL, FLIGHTS], [FLIGHTS]],
  [[FLIGHTS, TRAVEL], [FLIGHTS]],
  [
    [FLIGHTS, HOTELS],
    [FLIGHTS, HOTELS],
  ],
  [
    [TRAVEL, BOOKS],
    [TRAVEL, BOOKS],
  ],
  [
    [TRAVEL, FLIGHTS, HOTELS, SPORTS, FLIGHTS],
    [FLIGHTS, HOTELS, SPORTS],
  ],
] as const) {
  test(`topics: ${given.join(" ")} count as ${kept.join(" ")}`, () => expect(specific(given)).toEqual(kept));
}
