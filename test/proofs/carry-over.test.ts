/**
 * After a suppressed turn the conversation stays out of the profile for three turns and ten minutes, whichever is later;
 * other conversations do not; and nothing anywhere says that it happened.
 */
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { somebody } from "../http.ts";
import { rowsOfObject } from "../no-trace/stores.ts";
import { HARMLESS, objectOf, SENSITIVE, say } from "./talk.ts";

const MINUTE_MS = 60_000;
const START = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Moves the clock that the Worker reads to so many minutes after the start. */
const at = (minutes: number) => vi.useFakeTimers({ toFake: ["Date"], now: START + minutes * MINUTE_MS });
const turnAt = (user: string, minutes: number, conversation: string) => {
  at(minutes);
  return say(user, HARMLESS, { conversation: `${conversation}-${user}` });
};

test("three turns, however late they come", async () => {
  const user = somebody();
  at(0);
  expect(await say(user, SENSITIVE, { conversation: `a-${user}` })).toBe("sensitive");
  expect(await turnAt(user, 30, "a")).toBe("sensitive");
  expect(await turnAt(user, 60, "a")).toBe("sensitive");
  expect(await turnAt(user, 90, "a")).toBe("sensitive");
  expect(await turnAt(user, 91, "a")).toBe("learned");
});

test("ten minutes, however many turns they hold", async () => {
  const user = somebody();
  at(0);
  expect(await say(user, SENSITIVE, { conversation: `a-${user}` })).toBe("sensitive");
  for (let minute = 1; minute < 10; minute++) expect(await turnAt(user, minute, "a")).toBe("sensitive");
  expect(await turnAt(user, 10 - 1 / MINUTE_MS, "a")).toBe("sensitive");
  expect(await turnAt(user, 10, "a")).toBe("learned");
});

test("another suppressed turn starts it again", async () => {
  const user = somebody();
  at(0);
  expect(await say(user, SENSITIVE, { conversation: `a-${user}` })).toBe("sensitive");
  at(9);
  expect(await say(user, SENSITIVE, { conversation: `a-${user}` })).toBe("sensitive");
  for (const minute of [11, 12, 18]) expect(await turnAt(user, minute, "a")).toBe("sensitive");
  expect(await turnAt(user, 19, "a")).toBe("learned");
});

test("other conversations, and other people in one of the same name, are learned from meanwhile", async () => {
  const [user, other] = [somebody(), somebody()];
  at(0);
  expect(await say(user, SENSITIVE, { conversation: "shared" })).toBe("sensitive");
  at(1);
  expect(await say(user, HARMLESS, { conversation: "shared" })).toBe("sensitive");
  expect(await say(user, HARMLESS, { conversation: "another" })).toBe("learned");
  expect(await say(other, HARMLESS, { conversation: "shared" })).toBe("learned");
});

test("a suppressed turn counts also when the object could not be read in time", async () => {
  const user = somebody();
  const conversation = `a-${user}`;
  const getByName = env.PERSON.getByName.bind(env.PERSON);
  const late = vi.spyOn(env.PERSON, "getByName").mockImplementation((name) => {
    const object = getByName(name);
    return { read: () => new Promise(() => {}), hush: (...hush: Parameters<typeof object.hush>) => object.hush(...hush) } as never;
  });
  at(0);
  expect(await say(user, SENSITIVE, { conversation })).toBe("unavailable");
  late.mockRestore();
  expect(await turnAt(user, 1, "a")).toBe("sensitive");
  expect(await rowsOfObject(await objectOf(user))).toBe("[]");
});

test("it is gone when the object is unloaded: it never was anywhere but in its memory", async () => {
  const user = somebody();
  at(0);
  expect(await say(user, HARMLESS, { conversation: `b-${user}` })).toBe("learned");
  const before = await rowsOfObject(await objectOf(user));
  expect(await say(user, SENSITIVE, { conversation: `a-${user}` })).toBe("sensitive");
  expect(await turnAt(user, 1, "a")).toBe("sensitive");
  expect(await rowsOfObject(await objectOf(user))).toBe(before);
  await evictDurableObject(await objectOf(user));
  expect(await turnAt(user, 2, "a")).toBe("learned");
});

test("somebody who only ever wrote about sensitive matters has no rows at all", async () => {
  const user = somebody();
  at(0);
  expect(await say(user, SENSITIVE)).toBe("sensitive");
  expect(await say(user, "my landlord evicts me because I cannot pay the rent any more")).toBe("sensitive");
  expect(await rowsOfObject(await objectOf(user))).toBe("[]");
});

test("the same message without the earlier turns: what was hushed can be learned in another conversation only by being said there", async () => {
  const user = somebody();
  at(0);
  const id = `m-${user}`;
  expect(await say(user, SENSITIVE, { conversation: "a" })).toBe("sensitive");
  expect(await say(user, HARMLESS, { id, conversation: "a" })).toBe("sensitive");
  // Not learned is not seen: the id may still be used, and then it counts once.
  expect(await say(user, HARMLESS, { id, conversation: "b" })).toBe("learned");
  expect(await say(user, HARMLESS, { id, conversation: "b" })).toBe("duplicate");
});
