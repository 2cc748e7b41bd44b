/** Listens where words could slip out while the Worker runs: console, queue, and the answers themselves. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import worker from "../../worker/index.ts";

const METHODS = ["log", "info", "warn", "error", "debug", "trace", "dir", "table"] as const;

/** The language model behind the inline mode; {@link Watch.upstream} plays it. */
const UPSTREAM = "https://upstream.test/v1";
const WORKER_ENV = { ...env, UPSTREAM_URL: UPSTREAM } as unknown as Env;

/** An answer that hands the caller's own words back by contract (a bid request that is only enriched, a stream that is only passed on). */
const MIRRORS = ["/v1/openrtb/enrich"];

/** What was heard since {@link watch} was called. */
export interface Watch {
  /** Lines written with console.*, errors with message, stack and cause. */
  readonly lines: string[];
  /** Bodies handed to the queue. */
  readonly queued: string[];
  /** Status, headers and body of every answer that must not repeat anything. */
  readonly answers: string[];
  /** Bodies that the language model was sent; the only place where a person's words belong. */
  readonly forwarded: string[];
  /** How many calls were answered, by status. */
  readonly statuses: Map<number, number>;
  /** Set by a fault: the queue and the language model fail with words that quote what they were given. */
  broken: "queue" | "upstream" | null;
  /** Sends one request and waits for everything that runs behind its answer. */
  ask(request: Request): Promise<void>;
}

/** Starts listening. `vi.restoreAllMocks()` ends it. */
export function watch(): Watch {
  const heard: Watch = { lines: [], queued: [], answers: [], forwarded: [], statuses: new Map(), broken: null, ask };
  for (const method of METHODS) vi.spyOn(console, method).mockImplementation((...said: unknown[]) => void heard.lines.push(said.map(words).join(" ")));
  const { send, sendBatch } = env.LEDGER;
  const queue = <Body>(pass: (body: Body) => unknown) =>
    (async (body: Body) => {
      if (heard.broken === "queue") throw new Error(`Queue send failed: ${JSON.stringify(body)}`);
      heard.queued.push(JSON.stringify(body));
      return pass(body);
    }) as never;
  vi.spyOn(env.LEDGER, "send").mockImplementation(queue((body) => send.call(env.LEDGER, body as never)));
  vi.spyOn(env.LEDGER, "sendBatch").mockImplementation(queue((bodies) => sendBatch.call(env.LEDGER, bodies as never)));
  vi.spyOn(globalThis, "fetch").mockImplementation(async (to, init) => {
    const body = await new Response(init?.body).text();
    if (!String(to).startsWith(UPSTREAM)) throw new Error(`nobody but the language model is called, but ${String(to)} was`);
    if (heard.broken === "upstream") throw new Error(`connection lost while sending ${body}`);
    heard.forwarded.push(body);
    return Response.json({ choices: [{ message: { role: "assistant", content: "Of course." } }] });
  });
  return heard;

  async function ask(request: Request): Promise<void> {
    const context = createExecutionContext();
    const { pathname } = new URL(request.url);
    const answer = await worker.fetch(request as never, WORKER_ENV, context);
    const body = await answer.text();
    heard.statuses.set(answer.status, (heard.statuses.get(answer.status) ?? 0) + 1);
    if (!(MIRRORS.includes(pathname) && answer.status === 200))
      heard.answers.push(`${pathname.replace(/\/[^/]*[A-Z][^/]*/g, "/…")} ${answer.status} ${JSON.stringify([...answer.headers])} ${body}`);
    await waitOnExecutionContext(context);
  }
}

/** Everything that a log could make of a value. */
function words(value: unknown): string {
  if (!(value instanceof Error)) return typeof value === "string" ? value : JSON.stringify(value);
  return `${value.name} ${value.message} ${value.stack} ${JSON.stringify(value)} ${value.cause === undefined ? "" : words(value.cause)}`;
}
