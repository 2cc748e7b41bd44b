/**
 * Each dependency failing in turn. The faults are as talkative as they can be: their errors quote what they were handed,
 * as drivers and runtimes like to do.
 */
import { abortAllDurableObjects, evictAllDurableObjects } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as ort from "onnxruntime-web/wasm";
import { vi } from "vitest";
import { PersonObject } from "../../worker/profile/object.ts";
import { Store } from "../../worker/profile/store.ts";
import type { Watch } from "./watch.ts";

/** How one dependency fails. */
export interface Fault {
  readonly name: string;
  /** Breaks it; `vi.restoreAllMocks()` mends it. What is returned runs before the mending. */
  readonly strike?: (watch: Watch) => unknown;
  /** Happens between any two requests. */
  readonly between?: () => Promise<void>;
}

/** The library hides the class behind its factory. */
const sessions = (ort.InferenceSession as unknown as { prototype: { run(feeds: object): Promise<unknown> } }).prototype;

const quoting = (what: string, ...given: readonly unknown[]): Error => new Error(`${what}: ${given.map((one) => JSON.stringify(one)).join(" ")}`);

/** The object whose method runs; its state is out of reach for everybody else. */
type Inside = { ctx: DurableObjectState };

/** Statements that do `before` with what they were given, then run as ever. */
function statements(before: (sql: string, given: readonly unknown[], how: string) => Promise<void>) {
  const prepare = env.DB.prepare.bind(env.DB);
  const wrapped = (sql: string, statement: D1PreparedStatement, given: readonly unknown[]): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, key) {
        const method = Reflect.get(target, key) as unknown;
        if (typeof method !== "function") return method;
        if (key === "bind") return (...values: unknown[]) => wrapped(sql, target.bind(...values), values);
        return async (...how: unknown[]) => {
          await before(sql, given, String(key));
          return Reflect.apply(method, target, how) as unknown;
        };
      },
    });
  vi.spyOn(env.DB, "prepare").mockImplementation((sql) => wrapped(sql, prepare(sql), []));
}

export const FAULTS: readonly Fault[] = [
  { name: "everything is well" },
  {
    name: "D1 is down",
    strike() {
      const down = (what: unknown): never => {
        throw quoting("D1_ERROR: Network connection lost", what);
      };
      vi.spyOn(env.DB, "prepare").mockImplementation(down);
      vi.spyOn(env.DB, "batch").mockImplementation(down);
    },
  },
  { name: "D1 is slow", strike: () => statements(() => new Promise((resume) => setTimeout(resume, 40))) },
  {
    name: "D1 is full",
    strike() {
      statements(async (sql, given) => {
        if (!/^\s*select/i.test(sql)) throw quoting("D1_ERROR: database or disk is full: SQLITE_FULL", sql, given);
      });
      vi.spyOn(env.DB, "batch").mockImplementation(async (all) => {
        throw quoting("D1_ERROR: database or disk is full: SQLITE_FULL", all);
      });
    },
  },
  {
    name: "the queue takes nothing",
    strike(watch) {
      watch.broken = "queue";
    },
  },
  { name: "objects are unloaded between requests", between: () => evictAllDurableObjects() },
  { name: "objects are reset between requests", between: () => abortAllDurableObjects() },
  {
    name: "objects are reset in the middle of a write",
    strike() {
      vi.spyOn(PersonObject.prototype, "observe").mockImplementation(async function (this: PersonObject, ...given) {
        (this as unknown as Inside).ctx.abort(`reset while writing ${JSON.stringify(given)}`);
        throw quoting("unreachable", given);
      });
    },
  },
  {
    name: "objects are overloaded",
    strike() {
      vi.spyOn(env.PERSON, "getByName").mockImplementation((name) => {
        throw Object.assign(quoting("Durable Object is overloaded.", name), { overloaded: true, remote: true });
      });
    },
  },
  {
    name: "objects fail when they are read",
    strike() {
      vi.spyOn(PersonObject.prototype, "read").mockImplementation(async (...given) => {
        throw quoting("TypeError in read", given);
      });
    },
  },
  {
    name: "objects fail when they are written to",
    strike() {
      for (const method of ["observe", "decided", "event", "signal", "preferences"] as const) {
        vi.spyOn(PersonObject.prototype, method).mockImplementation(async (...given: unknown[]): Promise<never> => {
          throw quoting(`TypeError in ${method}`, given);
        });
      }
    },
  },
  {
    name: "objects' storage is full",
    strike() {
      vi.spyOn(Store.prototype, "put").mockImplementation((name, body) => {
        throw quoting("database or disk is full: SQLITE_FULL", name, body);
      });
    },
  },
  {
    name: "the model fails",
    strike() {
      vi.spyOn(sessions, "run").mockImplementation(async (feeds) => {
        throw quoting("ORT: non-zero status code", Object.keys(feeds));
      });
    },
  },
  {
    name: "the model hangs",
    strike() {
      let giveUp = (_: Error): void => {};
      const hanging = new Promise<never>((_, reject) => {
        giveUp = reject;
      });
      hanging.catch(() => {});
      vi.spyOn(sessions, "run").mockReturnValue(hanging);
      return () => giveUp(new Error("given up"));
    },
  },
  {
    name: "the language model behind the inline mode is out of reach",
    strike(watch) {
      watch.broken = "upstream";
    },
  },
];
