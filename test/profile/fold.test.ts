import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TOPICS } from "../../worker/domain/topics.ts";
import { INTENTS, SOURCES } from "../../worker/domain/vocabulary.ts";
import { MAX_TOPICS, MAX_VALUE, MAX_WAITING_TOPICS, prune, topicCount } from "../../worker/profile/fold/cap.ts";
import { add, fade, UNIT, valueAt, WINDOW_MS, windowOf } from "../../worker/profile/fold/counter.ts";
import { act, type Lesson, learn } from "../../worker/profile/fold/learn.ts";
import { MAX_MARKS, mark } from "../../worker/profile/fold/marks.ts";
import { remove, restore } from "../../worker/profile/fold/removal.ts";
import { CHAT_LIFETIME, DAY_MS, HOUR_MS } from "../../worker/profile/fold/retention.ts";
import { joinSessions, type Session, seenAt } from "../../worker/profile/fold/sessions.ts";
import { EMPTY_PROFILE, type Profile } from "../../worker/profile/fold/state.ts";
import { unblocked } from "../../worker/profile/fold/unblocked.ts";
import { covered, interests, standingIntents } from "../../worker/profile/fold/view.ts";
import { isStrong, messageWeight } from "../../worker/profile/fold/weights.ts";

const NOON = Date.UTC(2026, 10, 27, 12);
const eligible = TOPICS.filter((topic) => topic.eligible).map(({ id }) => id);
const NO_CHOICE = { blocked: [], boosted: [] };

type Event = { kind: "message"; lesson: Lesson } | { kind: "act"; act: Parameters<typeof act>[1] };

const score = fc.double({ min: 0.05, max: 1, noNaN: true });
const topics = (ids: readonly string[], max: number) =>
  fc.uniqueArray(fc.record({ id: fc.constantFrom(...ids), score }), { maxLength: max, selector: ({ id }) => id });
const intents = fc.uniqueArray(fc.record({ name: fc.constantFrom(...INTENTS), score }), { maxLength: 3, selector: ({ name }) => name });

/** An event at a moment; ids are few, so that duplicates happen. */
const event = (at: fc.Arbitrary<number>, ids: readonly string[] = eligible): fc.Arbitrary<Event> =>
  fc.oneof(
    fc
      .record({
        at,
        fingerprint: fc.nat(1e9).map(String),
        topics: topics(ids, 4),
        intents,
        source: fc.constantFrom(...SOURCES),
        model: fc.constantFrom("t1:m1", "t1:m2"),
      })
      .map((lesson) => ({ kind: "message" as const, lesson })),
    fc
      .record({
        at,
        fingerprint: fc.nat(1e9).map(String),
        topics: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 2 }),
        weight: fc.constantFrom(1, 0.5, -0.5, -2),
        source: fc.constantFrom(...SOURCES),
        owned: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 1 }),
      })
      .map((what) => ({ kind: "act" as const, act: what })),
  );

const fold = (profile: Profile, one: Event): Profile => (one.kind === "message" ? learn(profile, one.lesson) : act(profile, one.act));
const foldAll = (events: readonly Event[], from: Profile = EMPTY_PROFILE): Profile => events.reduce(fold, from);
const momentOf = (one: Event): number => (one.kind === "message" ? one.lesson.at : one.act.at);

/** Some topics meet each other again and again; all of them together are more than the cap. */
const few = eligible.slice(0, 8);
const either = (at: fc.Arbitrary<number>): fc.Arbitrary<Event> => fc.oneof(event(at, few), event(at, eligible));

/** A life of some days, then many events within one minute. */
const past = fc
  .array(either(fc.integer({ min: NOON - 40 * DAY_MS, max: NOON - 1 })), { maxLength: 30 })
  .map((events) => [...events].sort((a, b) => momentOf(a) - momentOf(b)));
const minute = fc.array(either(fc.integer({ min: NOON, max: NOON + WINDOW_MS - 1 })), { maxLength: 15 });

describe("the fold", () => {
  it("does not depend on the order of delivery within a minute, nor on duplicates", () => {
    fc.assert(
      fc.property(
        past.chain((before) =>
          minute.chain((events) =>
            fc.tuple(fc.constant(before), fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
          ),
        ),
        ([before, events, shuffled]) => {
          // Two events with one id are one event, whatever they say: only then is there a first one.
          const ids = new Set(events.map((one) => (one.kind === "message" ? one.lesson.fingerprint : one.act.fingerprint)));
          fc.pre(ids.size === events.length);
          const base = foldAll(before);
          expect(JSON.stringify(foldAll(shuffled, base))).toBe(JSON.stringify(foldAll(events, base)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("across minutes a late event changes a value by no more than rounding", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.integer({ min: NOON, max: NOON + DAY_MS }), units: fc.integer({ min: 1, max: 2 * UNIT }) }), {
          minLength: 1,
          maxLength: 20,
        }),
        (events) => {
          const sum = (list: typeof events) =>
            list.reduce<ReturnType<typeof add> | undefined>((counter, { at, units }) => add(counter, units, at, CHAT_LIFETIME), undefined);
          const [there, back] = [sum(events), sum([...events].reverse())];
          expect(there?.window).toBe(back?.window);
          expect(Math.abs((there?.units ?? 0) - (back?.units ?? 0))).toBeLessThanOrEqual(events.length * 2);
        },
      ),
    );
  });

  it("gives the same object back for an event that it has seen", () => {
    const lesson: Lesson = { at: NOON, fingerprint: "f", topics: [{ id: "672", score: 1 }], intents: [], source: "text", model: "t1:m1" };
    const once = learn(EMPTY_PROFILE, lesson);
    expect(learn(once, { ...lesson, at: NOON + DAY_MS })).toBe(once);
    expect(act(once, { at: NOON, fingerprint: "f", topics: ["672"], weight: 1, source: "like", owned: [] })).toBe(once);
  });

  it("keeps its lists sorted and its bytes canonical", () => {
    fc.assert(
      fc.property(past, minute, (before, events) => {
        const { counters, intents: wanted, cooldowns, marks } = foldAll([...before, ...events]);
        const sorted = <T>(list: readonly T[], key: (one: T) => string) => expect(list.map(key)).toEqual(list.map(key).sort());
        sorted(counters, ({ topic, lane }) => `${topic} ${lane}`);
        sorted(wanted, ({ name }) => name);
        sorted(cooldowns, ({ topic }) => topic);
        sorted(marks, ([when, fingerprint]) => `${String(when).padStart(12, "0")} ${fingerprint}`);
      }),
    );
  });
});

describe("decay", () => {
  it("never grows, whatever happened before", () => {
    fc.assert(
      fc.property(past, fc.array(fc.integer({ min: 0, max: 200 * DAY_MS }), { minLength: 2, maxLength: 6 }), (events, waits) => {
        const profile = foldAll(events);
        const part = [{ ...profile, surface: "s" }];
        const moments = waits.sort((a, b) => a - b).map((wait) => NOON + wait);
        const scores = moments.map((now) => new Map(interests(part, NO_CHOICE, now).map(({ topic, score: value }) => [topic, value])));
        const wishes = moments.map((now) => new Map(standingIntents(part, now).map(({ name, score: value }) => [name, value])));
        for (const series of [scores, wishes]) {
          series.slice(1).forEach((later, index) => {
            // A topic below the cap may come into view when a faster one has faded; its own value has not grown.
            for (const [key, value] of later) expect(value).toBeLessThanOrEqual((series[index] as Map<string, number>).get(key) ?? 1);
          });
        }
      }),
    );
  });

  it("is value · 2^(-Δt/half-life) on reading, and never more than what came in when folding", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: -10, max: 1e6 }), (units, windows) => {
        const faded = fade(units, windows, CHAT_LIFETIME);
        expect(faded).toBeLessThanOrEqual(units);
        expect(faded).toBeGreaterThanOrEqual(0);
        expect(Number.isInteger(faded)).toBe(true);
      }),
    );
    const counter = add(undefined, 3 * UNIT, NOON, CHAT_LIFETIME);
    expect(valueAt(counter, NOON, CHAT_LIFETIME)).toBe(3);
    expect(valueAt(counter, NOON + 7 * DAY_MS, CHAT_LIFETIME)).toBe(1.5);
    expect(valueAt(counter, NOON - DAY_MS, CHAT_LIFETIME)).toBe(3);
  });
});

describe("caps", () => {
  it("are never exceeded under any schedule", () => {
    const flood = fc.array(event(fc.integer({ min: NOON, max: NOON + WINDOW_MS - 1 })), { minLength: 60, maxLength: 120 });
    const trickle = fc.array(event(fc.integer({ min: NOON - 3 * HOUR_MS, max: NOON })), { maxLength: 120 });
    fc.assert(
      fc.property(fc.oneof(flood, trickle), (events) => {
        let profile = EMPTY_PROFILE;
        for (const one of events) {
          profile = fold(profile, one);
          expect(topicCount(profile.counters)).toBeLessThanOrEqual(MAX_WAITING_TOPICS);
          expect(profile.marks.length).toBeLessThanOrEqual(MAX_MARKS);
        }
        expect(interests([{ ...profile, surface: "s" }], NO_CHOICE, NOON).length).toBeLessThanOrEqual(MAX_TOPICS);
        const settled = prune(profile, profile.window + 1);
        expect(topicCount(settled.counters)).toBeLessThanOrEqual(MAX_TOPICS);
        expect(settled.counters.filter(({ units }) => units <= 0 || units > MAX_VALUE * UNIT)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  const wish = (id: string, value: number): Lesson => ({
    at: NOON,
    fingerprint: id,
    topics: [{ id, score: value }],
    intents: [{ name: "purchase", score: 1 }],
    source: "text",
    model: "t1:m1",
  });

  it("the weakest topic leaves when the minute is over; of equals the later id", () => {
    const ids = eligible.slice(0, 21).sort();
    const profile = ids.reduce((sum, id) => learn(sum, wish(id, 0.5)), EMPTY_PROFILE);
    expect(topicCount(profile.counters)).toBe(21);
    const kept = (one: Profile) => [...new Set(one.counters.map(({ topic }) => topic))];
    expect(kept(prune(profile, profile.window + 1))).toEqual(ids.slice(0, 20));
    expect(interests([{ ...profile, surface: "s" }], NO_CHOICE, NOON).map(({ topic }) => topic)).toEqual(ids.slice(0, 20));
    const strong = learn(profile, { ...wish(ids[20] as string, 0.5), fingerprint: "again" });
    expect(kept(prune(strong, strong.window + 1))).toEqual([...ids.slice(0, 19), ids[20]].sort());
  });

  it("a counter that was taken down to nothing leaves when the minute is over", () => {
    const liked = learn(EMPTY_PROFILE, wish("672", 0.5));
    const disliked = learn(liked, { ...wish("672", 0.5), fingerprint: "again", intents: [{ name: "dislike", score: 1 }] });
    expect(interests([{ ...disliked, surface: "s" }], NO_CHOICE, NOON)).toEqual([]);
    expect(disliked.counters).toHaveLength(2);
    expect(prune(disliked, disliked.window + 1).counters).toEqual([]);
  });

  it("a counter stops at its ceiling", () => {
    let profile = EMPTY_PROFILE;
    for (let index = 0; index < 40; index += 1) profile = learn(profile, { ...wish("672", 1), fingerprint: `f${index}` });
    const [counter] = prune(profile, profile.window + 1).counters;
    expect(counter?.units).toBe(MAX_VALUE * UNIT);
  });

  it("the ring remembers 256 ids and drops the oldest", () => {
    const marks = Array.from({ length: 257 }, (_, index) => index).reduce<ReturnType<typeof mark>>(
      (ring, index) => mark(ring, `f${index}`, NOON + index * WINDOW_MS),
      [],
    );
    expect(marks).toHaveLength(256);
    expect(marks[0]).toEqual([windowOf(NOON) + 1, "f1"]);
  });
});

describe("sessions", () => {
  it("are the same in any order of sightings that are minutes apart from arriving", () => {
    const early = fc.array(fc.integer({ min: NOON - 5 * HOUR_MS, max: NOON - 1 }), { maxLength: 6 }).map((list) => list.sort((a, b) => a - b));
    const late = fc.array(fc.integer({ min: NOON, max: NOON + WINDOW_MS - 1 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(early, late, (before, after) => {
        const base = before.reduce<readonly Session[]>(seenAt, []);
        const sorted = [...after].sort((a, b) => a - b).reduce(seenAt, base);
        expect(after.reduce(seenAt, base)).toEqual(sorted);
        expect(sorted.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it.each<{ sessions: Session[]; joined: Session[] }>([
    {
      sessions: [
        [0, 0],
        [HOUR_MS - 1, HOUR_MS - 1],
      ],
      joined: [[0, HOUR_MS - 1]],
    },
    {
      sessions: [
        [0, 0],
        [HOUR_MS, HOUR_MS],
      ],
      joined: [
        [0, 0],
        [HOUR_MS, HOUR_MS],
      ],
    },
    {
      sessions: [
        [0, 0],
        [2 * HOUR_MS, 2 * HOUR_MS],
        [9 * HOUR_MS, 9 * HOUR_MS],
      ],
      joined: [
        [0, 0],
        [2 * HOUR_MS, 9 * HOUR_MS],
      ],
    },
  ])("$sessions make $joined", ({ sessions, joined }) => {
    expect(joinSessions(sessions, [])).toEqual(joined);
    expect(joinSessions([], sessions.toReversed())).toEqual(joined);
  });
});

describe("weights", () => {
  it.each([
    { intents: [], weight: 0.4, strong: false },
    { intents: [{ name: "purchase", score: 1 }], weight: 1.5, strong: true },
    { intents: [{ name: "purchase", score: 0.1 }], weight: 0.4, strong: false },
    {
      intents: [
        { name: "own", score: 0.9 },
        { name: "purchase", score: 0.8 },
      ],
      weight: -1.35,
      strong: true,
    },
    {
      intents: [
        { name: "purchase", score: 0.9 },
        { name: "own", score: 0.8 },
      ],
      weight: 1.35,
      strong: true,
    },
    {
      intents: [
        { name: "dislike", score: 0.5 },
        { name: "chat", score: 0.5 },
      ],
      weight: -1,
      strong: false,
    },
  ] as const)("$intents: $weight", ({ intents: given, weight, strong }) => {
    expect(messageWeight(given)).toBeCloseTo(weight, 12);
    expect(isStrong(given)).toBe(strong);
  });
});

describe("what is shown", () => {
  it("never holds a blocked topic, nor a child of one", () => {
    fc.assert(
      fc.property(past, fc.uniqueArray(fc.constantFrom(...eligible), { maxLength: 60 }), (events, blocked) => {
        const shown = interests([{ ...foldAll(events), surface: "s" }], { blocked, boosted: [] }, NOON);
        for (const { topic } of shown) expect(covered(topic, blocked)).toBe(false);
      }),
    );
  });

  it.each([
    { topics: ["672", "653"], blocked: ["672"], left: [] },
    { topics: ["672", "653"], blocked: ["653"], left: [] },
    { topics: ["672", "668", "653"], blocked: ["672"], left: ["668", "653"] },
    { topics: ["653"], blocked: ["672"], left: ["653"] },
    { topics: ["672", "653", "227"], blocked: ["653"], left: ["227"] },
  ])("of $topics with $blocked blocked, $left may be counted", ({ topics: all, blocked, left }) => {
    expect(unblocked(all, blocked)).toEqual(left);
  });
});

describe("removing", () => {
  it("and undoing later adds what was learned since, with one receipt", () => {
    const lesson = (at: number): Lesson => ({
      at,
      fingerprint: String(at),
      topics: [{ id: "672", score: 1 }],
      intents: [{ name: "purchase", score: 1 }],
      source: at === NOON ? "text" : "voice",
      model: `t1:m${at - NOON}`,
    });
    const later = learn(remove(learn(EMPTY_PROFILE, lesson(NOON)), "653", NOON), lesson(NOON + HOUR_MS));
    const [counter] = restore(later, "653", NOON + HOUR_MS).counters;
    const straight = learn(learn(EMPTY_PROFILE, lesson(NOON)), lesson(NOON + HOUR_MS));
    expect(counter).toEqual(straight.counters[0]);
  });

  it("and undoing at once changes nothing", () => {
    fc.assert(
      fc.property(past, fc.constantFrom(...eligible), (events, topic) => {
        const profile = prune(foldAll(events), windowOf(NOON));
        const base = { ...profile, window: windowOf(NOON), removals: [] };
        const taken = remove(base, topic, NOON);
        expect(taken.counters.some((counter) => covered(counter.topic, [topic]))).toBe(false);
        expect(restore(taken, topic, NOON + 1)).toEqual(base);
      }),
    );
  });
});
