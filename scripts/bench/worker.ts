/** The benchmark from inside the isolate: `POST /<row>` runs one row and answers its numbers as JSON. */
import { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import manifest from "../../model/artifact/manifest.json";
import tokenizer from "../../model/artifact/tokenizer.json";
import { classifier } from "../../worker/classify/bundled.ts";
import { layout, piecesOf } from "../../worker/classify/tokenize.ts";
import { rank } from "../../worker/decision/rank.ts";
import type { Turn } from "../../worker/domain/classification.ts";
import { DEFAULT_PREFERENCES, type PersonView } from "../../worker/domain/person.ts";
import { TOPICS } from "../../worker/domain/topics.ts";
import { people } from "../../worker/profile/people.ts";
import { skipTiming } from "./skip-timing.ts";
import { quantiles, race } from "./timing.ts";

export { PersonObject } from "../../worker/profile/object.ts";

/** Tokens of the message that the speed targets are about. */
const TOKENS = 24;
const SENTENCE = "we are looking for two cheap direct flights from Toronto to Lisbon in the middle of May and a small hotel near the old town";
const ELIGIBLE = TOPICS.filter(({ eligible, id, tier1 }) => eligible && id !== tier1);

const turn = (content: string): Turn => ({ id: "bench", role: "user", content, modality: "text" });

/** The start of the sentence that the tokenizer cuts into exactly TOKENS pieces, `<s>` and `</s>` included. */
function sentenceOf(tokens: number): string {
  const pieces = piecesOf(tokenizer);
  const words = SENTENCE.split(" ");
  for (let count = 1; count <= words.length; count++) {
    const text = words.slice(0, count).join(" ");
    if (layout(pieces(text), [], manifest.max_tokens).ids.length >= tokens) return text;
  }
  return SENTENCE;
}

type Row = (request: Request, env: Env) => Promise<unknown>;

const ROWS: Record<string, Row> = {
  /** The first message of a cold isolate: WebAssembly started, session made, one message classified. */
  async cold() {
    const since = performance.now();
    const loaded = await classifier();
    const ready = performance.now() - since;
    await loaded.classify([turn(SENTENCE)]);
    return { load: ready, first: performance.now() - since };
  },

  /** Ours against the peer, run by run in turn. The peer's bytes come as the body; it runs on the WebAssembly that is up already. */
  async classify(request) {
    const loaded = await classifier();
    const text = sentenceOf(TOKENS);
    const bytes = new Uint8Array(await request.arrayBuffer());
    const peer = bytes.length > 0 ? await InferenceSession.create(bytes, { executionProviders: ["wasm"], graphOptimizationLevel: "all" }) : null;
    const feeds = {
      input_ids: new Tensor(
        "int32",
        Int32Array.from({ length: TOKENS }, (_, index) => 1_000 + index * 37),
        [1, TOKENS],
      ),
    };
    const contestants: Record<string, () => Promise<unknown>> = {
      ours: () => loaded.run(text, []),
      whole: () => loaded.classify([turn(text)]),
      ...(peer ? { peer: () => peer.run(feeds) } : {}),
    };
    const { ids } = await loaded.probe(text, []);
    return { tokens: ids.length, timings: await race(contestants, 60, { calls: 5 }) };
  },

  /** Worker ▸ object ▸ Worker, a profile of twenty topics. */
  async lookup(_, env) {
    const everyone = people(env.PERSON, env.PERSON_SECRET);
    const who = { tenant: "bench", user: crypto.randomUUID(), surface: "bench" };
    const now = Date.now();
    for (let message = 0; message < 20; message++) await everyone.observe(who, observation(now, message));
    return race({ lookup: () => everyone.read(who, { now, history: false }) }, 200, { calls: 20 });
  },

  /** A hundred people in one lookup. */
  async lookup100(_, env) {
    const everyone = people(env.PERSON, env.PERSON_SECRET);
    const now = Date.now();
    const crowd = Array.from({ length: 100 }, () => ({ tenant: "bench", user: crypto.randomUUID(), surface: "bench" }));
    for (const who of crowd) await everyone.observe(who, observation(now, 1));
    return race({ lookup: () => Promise.all(crowd.map((who) => everyone.read(who, { now, history: false }))) }, 60, { warmUp: 5 });
  },

  /** Rows written and alarms set by the messages of one person, in one sitting. */
  async rows(_, env) {
    const everyone = people(env.PERSON, env.PERSON_SECRET);
    const who = { tenant: "bench", user: crypto.randomUUID(), surface: "bench" };
    const start = Date.now();
    const measured = [];
    for (let message = 0; message < 50; message++) measured.push(await everyone.observeMeasured(who, observation(start + message * 60_000, message)));
    const [first, ...later] = measured;
    return {
      first: first?.rowsWritten,
      later: quantiles(later.map(({ rowsWritten }) => rowsWritten)),
      total: measured.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
      alarms: measured.filter(({ alarmSet }) => alarmSet).length,
      messages: measured.length,
    };
  },

  /** Suppressed answers against other skipped ones, by their time. */
  skips: (_, env) => skipTiming(env),

  /** Two hundred candidates, a profile of twenty topics, a history of a hundred decisions. */
  async rank() {
    const now = Date.now();
    const view: PersonView = {
      status: "present",
      preferences: DEFAULT_PREFERENCES,
      interests: ELIGIBLE.slice(0, 20).map(({ id }, index) => ({
        topic: id,
        score: 0.9 - index * 0.03,
        usable: true,
        firstSeen: now,
        lastSeen: now,
        count: 3,
        sources: ["text"],
        surfaces: ["bench"],
        halfLifeDays: 7,
        model: "t1:m1",
      })),
      intents: [{ name: "purchase", score: 0.6 }],
      seen: false,
      rateLimited: false,
      hushed: false,
      turn: 9,
      cooldowns: [],
      history: Array.from({ length: 100 }, (_, index) => ({
        decision: `d${index}`,
        candidate: `c${index}`,
        purpose: "ads" as const,
        at: now - index * 3_600_000,
        topics: [ELIGIBLE[index % 40]?.id ?? ""],
        advertiser: `a${index % 20}`,
        reasons: [],
        rules: [],
        exploration: false,
      })),
    };
    const candidates = Array.from({ length: 200 }, (_, index) => ({
      id: `c${index}`,
      topics: [ELIGIBLE[(index * 7) % ELIGIBLE.length]?.id ?? ""],
      value: 1 + (index % 5),
      advertiser: `a${index % 20}`,
      campaign: `k${index % 40}`,
      sensitive: [],
      found: [],
    }));
    return race({ rank: (round) => rank({ purpose: "ads", candidates, count: 3, view, message: null, conversation: null, now, seed: String(round) }) }, 100, {
      calls: 20,
    });
  },
};

const observation = (now: number, message: number) => ({
  now,
  messageId: `m${message}`,
  conversation: "c",
  topics: [{ id: ELIGIBLE[(message * 5) % ELIGIBLE.length]?.id ?? "", score: 0.9 }],
  intents: [{ name: "plan" as const, score: 0.8 }],
  source: "text" as const,
  model: "t1:m1",
});

export default {
  async fetch(request, env) {
    const row = ROWS[new URL(request.url).pathname.slice(1)];
    return row ? Response.json(await row(request, env)) : new Response("no such row", { status: 404 });
  },
} satisfies ExportedHandler<Env>;
