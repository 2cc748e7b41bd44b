import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Who } from "../../worker/profile/people.ts";
import { answerOf, call, saying, somebody, userToken } from "../http.ts";
import { DAY, message, objectOf, people, RUNNING, rows, someone, today } from "./people.ts";

/** Cuts one surface off: wiping it fails until the spy is taken away. */
function unreachable(lost: { readonly name?: string | undefined }) {
  const getByName = env.PERSON.getByName.bind(env.PERSON);
  return vi
    .spyOn(env.PERSON, "getByName")
    .mockImplementation((name) => (name === lost.name ? ({ wipe: () => Promise.reject(new Error("unreachable")) } as never) : getByName(name)));
}

/** Holds every wiping of one surface up until it is released. */
function slowlyWiped(held: { readonly name?: string | undefined }) {
  let asked = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const getByName = env.PERSON.getByName.bind(env.PERSON);
  vi.spyOn(env.PERSON, "getByName").mockImplementation((name) => {
    const object = getByName(name);
    if (name !== held.name || asked === 2) return object;
    const wipe = async (...tombstone: Parameters<typeof object.wipe>) => {
      asked += 1;
      await released;
      return object.wipe(...tombstone);
    };
    return { wipe } as never;
  });
  return { asked: () => asked, release: () => release() };
}

afterEach(() => {
  vi.restoreAllMocks();
});

const quiet = () => vi.spyOn(env.LEDGER, "sendBatch").mockResolvedValue(undefined as never);

/** What is left in the person's objects: parsed rows by slot. */
async function leftOf(who: Who, surfaces: readonly string[]): Promise<unknown[]> {
  const left: unknown[] = [];
  for (const surface of ["", ...surfaces]) {
    await runInDurableObject(await objectOf({ ...who, surface }), (_, state) => {
      left.push(...rows(state).map(({ body }) => JSON.parse(body) as unknown));
    });
  }
  return left;
}

async function fullPerson(now: number): Promise<Who> {
  const who = someone("messenger");
  await people.observe(who, message(now, { messageId: "first" }));
  await people.observe({ ...who, surface: "search" }, message(now, { topics: [{ id: RUNNING, score: 1 }] }));
  await people.decided(who, [{ decision: "d1", candidate: "c", purpose: "ads", at: now, topics: [], reasons: [], rules: [], exploration: false }]);
  await people.putTopic(who, RUNNING, "boost", now);
  return who;
}

/** Somebody whose erasure did not reach a surface, and that surface slow to be wiped by what finishes it. */
async function halfErased() {
  quiet();
  const now = Date.now();
  const who = await fullPerson(now);
  const lost = await objectOf(who);
  const cut = unreachable(lost);
  await expect(people.erase(who, now)).rejects.toThrow("unreachable");
  cut.mockRestore();
  return { who, now, slow: slowlyWiped(lost) };
}

describe("erasing a person", () => {
  it("answers what was erased and leaves time stamps only", async () => {
    quiet();
    const now = today();
    const who = await fullPerson(now);
    expect(await people.erase(who, now)).toEqual({
      erasedAt: now,
      staysErasedUntil: now + 31 * DAY,
      surfaces: 2,
      interests: 3,
      intents: 1,
      removedTopics: 0,
      decisions: 1,
      links: 0,
      preferences: true,
    });
    const tombstone = { at: now, until: now + 31 * DAY };
    expect(await leftOf(who, ["messenger", "search"])).toEqual([tombstone, tombstone, tombstone]);
  });

  it("tells the ledger", async () => {
    const send = quiet();
    const now = today();
    const who = await fullPerson(now);
    await people.erase(who, now);
    const { name } = await objectOf({ ...who, surface: "" });
    expect(send.mock.calls.map(([batch]) => [...batch])).toEqual([
      [{ body: { kind: "erased", id: `${name}:erased:${now}`, tenant: "demo", person: name, at: now, until: now + 31 * DAY } }],
    ]);
  });

  it("stays erased: replayed and late messages, acts and feedback, on every surface, also after eviction", async () => {
    quiet();
    const now = today();
    const who = await fullPerson(now);
    await people.erase(who, now);
    for (const surface of ["messenger", "search", "never-used"]) {
      const there = { ...who, surface };
      for (const later of [1, 31 * DAY - 1]) {
        expect(await people.observe(there, message(now + later, { messageId: "first" }))).toBe("erased");
        expect(await people.observe(there, message(now + later))).toBe("erased");
        expect(await people.signal(there, { now: now + later, id: "s1", kind: "like", topics: [RUNNING] })).toBe("erased");
        expect(await people.event(there, { now: now + later, id: "e1", decision: "d1", kind: "click" })).toBe("erased");
        await people.decided(there, [
          { decision: "d2", candidate: "c", purpose: "ads", at: now + later, topics: [], reasons: [], rules: [], exploration: false },
        ]);
        expect(await people.read(there, { now: now + later, messageId: "first" })).toMatchObject({ status: "erased", interests: [], intents: [], history: [] });
        await evictDurableObject(await objectOf(there));
      }
    }
    expect(await people.putTopic(who, RUNNING, "block", now)).toEqual({ kind: "refused", reason: "erased" });
    expect(await people.preferences(who, { personalisation: "on" }, now)).toEqual({ kind: "refused", reason: "erased" });
    expect(await people.me(who, { now })).toMatchObject({
      status: "erased",
      interests: [],
      surfaces: [],
      links: [],
      decisions: [],
      erasedUntil: now + 31 * DAY,
    });
    expect(await leftOf(who, ["messenger", "search", "never-used"])).toHaveLength(3);
  });

  it("is over after 31 days, and then nothing at all is left", async () => {
    quiet();
    const now = Date.now();
    const who = await fullPerson(now);
    await people.erase(who, now);
    vi.useFakeTimers({ toFake: ["Date"], now: now + 31 * DAY });
    try {
      for (const surface of ["", "messenger", "search"]) await runDurableObjectAlarm(await objectOf({ ...who, surface }));
    } finally {
      vi.useRealTimers();
    }
    expect(await leftOf(who, ["messenger", "search"])).toEqual([]);
    expect(await people.observe(who, message(now + 31 * DAY))).toBe("learned");
  });

  it("may be new after 31 days also when no alarm came", async () => {
    quiet();
    const now = today();
    const who = await fullPerson(now);
    await people.erase(who, now);
    expect(await people.observe(who, message(now + 31 * DAY))).toBe("learned");
    expect((await people.read(who, { now: now + 31 * DAY })).interests[0]?.count).toBe(1);
  });

  it("ends early only when the person starts again; what was sent before never counts", async () => {
    quiet();
    const now = today();
    const who = await fullPerson(now);
    await people.erase(who, now);
    expect(await people.preferences(who, { restart: true }, now + DAY)).toMatchObject({ kind: "done", preferences: { personalisation: "on", boosted: [] } });
    for (const surface of ["messenger", "search", "never-used"]) {
      const there = { ...who, surface };
      expect(await people.observe(there, message(now + DAY + 1, { sentAt: now + DAY }))).toBe("erased");
      expect(await people.observe(there, message(now + DAY + 1, { sentAt: now + DAY + 1 }))).toBe("learned");
      expect((await people.read(there, { now: now + DAY + 1 })).interests[0]?.count).toBe(1);
    }
    expect((await people.me(who, { now: now + DAY + 1 })).status).toBe("present");
  });

  it("holds over HTTP against a message that was sent before it and delivered after the new start", async () => {
    const bearer = await userToken(somebody());
    const deliver = async (sent_at: number) => {
      const { messages, ...rest } = saying("cheap flights to Lisbon in May?");
      return answerOf(await call("POST", "/v1/messages", { bearer, body: { ...rest, messages: messages.map((one) => ({ ...one, sent_at })) } }));
    };
    const before = Date.now();
    expect(await deliver(before)).toMatchObject({ outcome: "learned" });
    await answerOf(await call("DELETE", "/v1/me", { bearer }));
    await answerOf(await call("PATCH", "/v1/me/preferences", { bearer, body: { restart: true } }));
    expect(await deliver(before)).toMatchObject({ outcome: "skipped", skip_code: "opted_out", topics: [], intents: [] });
    expect(await answerOf(await call("GET", "/v1/me", { bearer }))).toMatchObject({ status: "empty", interests: [], intents: [] });
    expect(await deliver(Date.now() + 1)).toMatchObject({ outcome: "learned" });
  });

  it("is told to the ledger again every day, so that a ledger restored from a backup forgets", async () => {
    const send = quiet();
    const now = Date.now();
    const who = await fullPerson(now);
    await people.erase(who, now);
    const root = await objectOf({ ...who, surface: "" });
    for (const day of [1, 2]) {
      send.mockClear();
      vi.useFakeTimers({ toFake: ["Date"], now: now + day * DAY });
      try {
        await runDurableObjectAlarm(root);
      } finally {
        vi.useRealTimers();
      }
      expect(send.mock.calls.map(([batch]) => [...batch])).toMatchObject([[{ body: { kind: "erased", person: root.name, at: now, until: now + 31 * DAY } }]]);
      await runInDurableObject(root, async (_, state) => expect(await state.storage.getAlarm()).toBe(now + (day + 1) * DAY));
    }
  });

  it("does not start again on top of an unfinished one", async () => {
    quiet();
    const now = Date.now();
    const who = await fullPerson(now);
    const lost = await objectOf(who);
    const spy = unreachable(lost);
    await expect(people.erase(who, now)).rejects.toThrow("unreachable");
    await expect(people.preferences(who, { restart: true }, now + 1)).rejects.toThrow("unreachable");
    spy.mockRestore();
    expect(await people.preferences(who, { restart: true }, now + 2)).toMatchObject({ kind: "done" });
    expect(await people.read(who, { now: now + 3 })).toMatchObject({ status: "empty", interests: [] });
  });

  it("again, while a new start waits for the first one to be finished: the new start is refused", async () => {
    const { who, now, slow } = await halfErased();
    const restarted = people.preferences(who, { restart: true }, now + 1);
    await vi.waitUntil(() => slow.asked() === 1);
    const erased = people.erase(who, now + 2);
    await vi.waitUntil(() => slow.asked() === 2);
    slow.release();
    expect(await restarted).toEqual({ kind: "refused", reason: "erased" });
    expect(await erased).toMatchObject({ erasedAt: now + 2 });
    expect(await people.me(who, { now: now + 3 })).toMatchObject({ status: "erased", erasedUntil: now + 2 + 31 * DAY });
    expect(await people.observe(who, message(now + 3))).toBe("erased");
  });

  it("lets two new starts at the same time both begin again", async () => {
    const { who, now, slow } = await halfErased();
    const both = [1, 2].map((later) => people.preferences(who, { restart: true }, now + later));
    await vi.waitUntil(() => slow.asked() === 2);
    slow.release();
    for (const one of both) expect(await one).toMatchObject({ kind: "done" });
    expect(await people.observe(who, message(now + 3))).toBe("learned");
  });

  it("can be done to somebody unknown, and twice", async () => {
    quiet();
    const who = someone();
    const now = today();
    expect(await people.erase(who, now)).toMatchObject({ surfaces: 0, interests: 0, preferences: false });
    expect(await people.erase(who, now + 1)).toMatchObject({ erasedAt: now + 1, staysErasedUntil: now + 1 + 31 * DAY });
    expect(await people.observe(who, message(now + 2))).toBe("erased");
  });
});

describe("an erasure racing", () => {
  it.each([1, 2, 3, 4, 5])("writes on old and new surfaces (run %i)", async () => {
    quiet();
    const now = today();
    const who = await fullPerson(now);
    const surfaces = ["messenger", "search", "new-1", "new-2"];
    const write = (surface: string) => people.observe({ ...who, surface }, message(now + 1));
    const before = surfaces.map(write);
    const erased = people.erase(who, now);
    const during = surfaces.flatMap((surface) => [
      write(surface),
      people.signal({ ...who, surface }, { now, id: crypto.randomUUID(), kind: "like", topics: [RUNNING] }),
    ]);
    const choices = [people.putTopic(who, RUNNING, "block", now), people.undoTopic(who, RUNNING, now), people.putTopic(who, RUNNING, "remove", now)];
    await Promise.all([...before, erased, ...during, ...choices]);
    for (const left of await leftOf(who, surfaces)) expect(left).toEqual({ at: now, until: now + 31 * DAY });
    for (const surface of surfaces) expect((await people.read({ ...who, surface }, { now: now + 1 })).status).toBe("erased");
  });

  it("a flush on its way: what was sent is not noted back into the emptied object", async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const now = Date.now();
    const who = someone();
    await people.observe(who, message(now));
    const send = vi.spyOn(env.LEDGER, "sendBatch").mockImplementation(async (batch) => {
      if ([...batch].some(({ body }) => (body as { kind: string }).kind === "reach")) {
        arrive();
        await released;
      }
      return undefined as never;
    });
    const flush = runDurableObjectAlarm(await objectOf(who));
    await arrived;
    await people.erase(who, now + 1);
    release();
    await flush;
    expect(send).toHaveBeenCalledTimes(2);
    expect(await leftOf(who, ["messenger"])).toEqual(Array.from({ length: 2 }, () => ({ at: now + 1, until: now + 1 + 31 * DAY })));
    await runInDurableObject(await objectOf(who), async (_, state) => expect(await state.storage.getAlarm()).toBe(now + 1 + 31 * DAY));
  });

  it("an alarm that comes after it changes nothing", async () => {
    quiet();
    const now = Date.now();
    const who = await fullPerson(now);
    await people.erase(who, now);
    for (const surface of ["", "messenger", "search"]) await runDurableObjectAlarm(await objectOf({ ...who, surface }));
    expect(await leftOf(who, ["messenger", "search"])).toHaveLength(3);
    expect(await people.observe(who, message(now + 1))).toBe("erased");
  });

  it("the queue being down: the person is erased at once, the ledger is told by the alarm", async () => {
    const now = Date.now();
    const who = await fullPerson(now);
    const send = vi.spyOn(env.LEDGER, "sendBatch").mockRejectedValue(new Error("queue down"));
    await people.erase(who, now);
    expect(await people.observe(who, message(now + 1))).toBe("erased");
    const root = await objectOf({ ...who, surface: "" });
    await runInDurableObject(root, (instance) => expect(instance.alarm()).rejects.toThrow("queue down"));
    send.mockClear().mockResolvedValue(undefined as never);
    await runInDurableObject(root, (instance) => instance.alarm());
    expect(send).toHaveBeenCalledTimes(1);
    expect(await leftOf(who, ["messenger", "search"])).toEqual(Array.from({ length: 3 }, () => ({ at: now, until: now + 31 * DAY })));
  });

  it("a surface that cannot be reached: the call fails, the alarm finishes it", async () => {
    quiet();
    const now = Date.now();
    const who = await fullPerson(now);
    const lost = await objectOf(who);
    const spy = unreachable(lost);
    await expect(people.erase(who, now)).rejects.toThrow("unreachable");
    spy.mockRestore();
    await runDurableObjectAlarm(await objectOf({ ...who, surface: "" }));
    expect(await leftOf(who, ["messenger", "search"])).toEqual(Array.from({ length: 3 }, () => ({ at: now, until: now + 31 * DAY })));
  });
});
