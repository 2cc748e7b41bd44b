/**
 * Can a suppressed answer be told from another skipped one by the time it takes? Whoever watches the line sees lengths
 * and times; lengths are equal (worker/routes/spaced.ts). This asks how well time alone would tell the two apart.
 */
import tokenizer from "../../model/artifact/tokenizer.json";
import { createApp } from "../../worker/app.ts";
import { mintUserToken } from "../../worker/auth/user-token.ts";
import { piecesOf } from "../../worker/classify/tokenize.ts";
import type { SkipTiming } from "./told-apart.ts";

const TENANT = "bench";
/** Answers timed of each kind. */
const RUNS = 240;
/** People write at most 60 messages a minute; after so many the next person takes over. */
const RUNS_PER_PERSON = 40;

const SENSITIVE = "i was diagnosed with breast cancer and have to start chemotherapy";
/** Cut to as many pieces as the sensitive message has: longer texts take longer, and that is no secret. */
const HARMLESS = likeSensitive("we are looking for a cheap direct flight to Lisbon in May and a small hotel near the old town");
const SMALL_TALK = likeSensitive("hello there my friend how are you doing today and what shall we talk about now");
const EARLIER = ["which hotels in Lisbon are close to the beach?", "is the old town worth a day?", "and by train to Porto?"];

/** How one kind of skipped answer comes about. */
interface Way {
  /** Brings a new person into the state in which their message is skipped. */
  readonly prepare?: (send: Send) => Promise<unknown>;
  readonly content: string;
  readonly earlier?: readonly string[];
}
type Send = (method: string, path: string, body: unknown) => Promise<number>;

const off: Way["prepare"] = (send) => send("PATCH", "/v1/me/preferences", { personalisation: "off" });

const WAYS = {
  sensitive: { content: SENSITIVE },
  small_talk: { content: SMALL_TALK },
  opted_out_same_words: { content: SENSITIVE, prepare: off },
  opted_out: { content: HARMLESS, prepare: off },
  sensitive_after_three_turns: { content: SENSITIVE, earlier: EARLIER },
  opted_out_after_three_turns: { content: HARMLESS, earlier: EARLIER, prepare: off },
} satisfies Record<string, Way>;
type Name = keyof typeof WAYS;

/** A suppressed answer against another one. */
const PAIRS: readonly (readonly [suppressed: Name, other: Name])[] = [
  ["sensitive", "small_talk"],
  ["sensitive", "opted_out_same_words"],
  ["sensitive", "opted_out"],
  ["sensitive_after_three_turns", "opted_out_after_three_turns"],
];

let serial = 0;

function message({ content, earlier = [] }: Way) {
  const own = `m${serial++}`;
  return {
    conversation_id: `c${serial++}`,
    messages: [...earlier.map((text, at) => ({ id: `${own}-${at}`, content: text })), { id: own, content }],
    options: { confirm: true },
  };
}

/** Times every kind in turn, in one isolate. */
export async function skipTiming(env: Env): Promise<SkipTiming[]> {
  const app = createApp(env);
  const names = Object.keys(WAYS) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  let senders = {} as Record<Name, Send>;
  for (let run = 0; run < RUNS; run++) {
    if (run % RUNS_PER_PERSON === 0) senders = await newPeople();
    // Who begins changes from round to round, so that nobody always comes after the same one.
    for (let at = 0; at < names.length; at++) {
      const name = names[(at + run) % names.length] as Name;
      const time = await senders[name]("POST", "/v1/messages", message(WAYS[name]));
      if (run % RUNS_PER_PERSON > 2) times[name].push(time);
    }
  }
  return PAIRS.map(([suppressed, other]) => compare(suppressed, other, times));

  async function newPeople(): Promise<Record<Name, Send>> {
    const entries = names.map(async (name): Promise<[Name, Send]> => {
      const token = await mintUserToken(
        { tenant: TENANT, user: crypto.randomUUID(), conn: "client", age: "adult", life: 3600 },
        { tokenSecret: env.TOKEN_SECRET },
        Date.now(),
      );
      const send: Send = (method, path, body) => timed(token, method, path, body);
      const way: Way = WAYS[name];
      await way.prepare?.(send);
      return [name, send];
    });
    return Object.fromEntries(await Promise.all(entries)) as Record<Name, Send>;
  }

  /** Milliseconds until the whole answer is there; what runs behind it is waited for and not timed. */
  async function timed(token: string, method: string, path: string, body: unknown): Promise<number> {
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const request = new Request(`https://bench.test${path}`, { method, headers, body: JSON.stringify(body), cf: { country: "US" } } as RequestInit);
    const behind: Promise<unknown>[] = [];
    const context = { waitUntil: (work: Promise<unknown>) => void behind.push(work), passThroughOnException() {}, props: {} } as unknown as ExecutionContext;
    const since = performance.now();
    const answer = await app.fetch(request, env, context);
    await answer.arrayBuffer();
    const time = performance.now() - since;
    await Promise.all(behind);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return time;
  }
}

function compare(suppressed: Name, other: Name, times: Readonly<Record<Name, readonly number[]>>): SkipTiming {
  const [some, others] = [times[suppressed], times[other]];
  const slower = some.reduce((sum, a) => sum + others.reduce((more, b) => more + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0);
  return {
    suppressed,
    other,
    medians: [median(some), median(others)],
    auc: slower / (some.length * others.length),
    band: 1.96 * Math.sqrt((some.length + others.length + 1) / (12 * some.length * others.length)),
  };
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** The start of a sentence with as many pieces as the sensitive one, or one more. */
function likeSensitive(sentence: string): string {
  const pieces = piecesOf(tokenizer);
  const wanted = pieces(SENSITIVE).length;
  const words = sentence.split(" ");
  const starts = words.map((_, at) => words.slice(0, at + 1).join(" "));
  return starts.find((start) => pieces(start).length >= wanted) ?? sentence;
}
