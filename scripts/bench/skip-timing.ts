/**
 * Can a suppressed answer be told from another skipped one by the time it takes? Whoever watches the line sees lengths
 * and times; lengths are equal (worker/routes/spaced.ts). This asks how well time alone would tell the two apart.
 */
import { createApp } from "../../worker/app.ts";
import { mintUserToken } from "../../worker/auth/user-token.ts";
import type { SkipTiming } from "./told-apart.ts";

const TENANT = "bench";
/** Answers timed of each kind. */
const RUNS = 240;
/** People write at most 60 messages a minute; after so many the next person takes over. */
const RUNS_PER_PERSON = 40;

/** The same number of words and nearly of tokens: what is compared is the way, not the length. */
const HARMLESS = "we are looking for a cheap direct flight to Lisbon in May";
const SENSITIVE = "i was diagnosed with breast cancer and have to start chemotherapy";
const EARLIER = ["which hotels in Lisbon are close to the beach?", "is the old town worth a day?", "and by train to Porto?"];

/** How one kind of skipped answer comes about. */
interface Way {
  /** Brings a new person into the state in which their message is skipped. */
  readonly prepare?: (send: Send) => Promise<unknown>;
  readonly content: string;
  readonly earlier?: readonly string[];
  /** Message id; a new one for each answer when left out. */
  readonly id?: string;
}
type Send = (method: string, path: string, body: unknown) => Promise<number>;

const off: Way["prepare"] = (send) => send("PATCH", "/v1/me/preferences", { personalisation: "off" });
const learnOnce: Way["prepare"] = (send) => send("POST", "/v1/messages", message({ content: HARMLESS, id: "once" }));

const WAYS = {
  sensitive: { content: SENSITIVE },
  opted_out: { content: HARMLESS, prepare: off },
  duplicate: { content: HARMLESS, prepare: learnOnce, id: "once" },
  sensitive_with_context: { content: SENSITIVE, earlier: EARLIER },
  opted_out_with_context: { content: HARMLESS, earlier: EARLIER, prepare: off },
} satisfies Record<string, Way>;
type Name = keyof typeof WAYS;

/** A suppressed answer against another one. */
const PAIRS: readonly (readonly [suppressed: Name, other: Name])[] = [
  ["sensitive", "opted_out"],
  ["sensitive", "duplicate"],
  ["sensitive_with_context", "opted_out_with_context"],
];

let serial = 0;

function message({ content, earlier = [], id }: Way) {
  const own = id ?? `m${serial++}`;
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
