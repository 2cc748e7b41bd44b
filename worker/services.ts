/** The doors of one isolate, built once from the environment. */
import type { FindKey } from "./auth/service-key.ts";
import { classifier, MODEL } from "./classify/bundled.ts";
import type { Classifier, ClassifyResult } from "./classify/classify.ts";
import { type Config, readConfig } from "./config.ts";
import type { Turn } from "./domain/classification.ts";
import { findServiceKey } from "./ledger/queries.ts";
import { type Outcome, Tally } from "./ledger/tally.ts";
import { PATIENCE_MS, within } from "./patience.ts";
import { type Ask, type People, type PersonView, people, type Who } from "./profile/people.ts";

/** A stage whose fault can be counted. */
export type Stage = "classify" | "read" | "observe" | "decide" | "ledger";

/** Everything outside that a route may use. */
export interface Services {
  readonly config: Config;
  readonly auth: { readonly tokenSecret: string; readonly findKey: FindKey };
  readonly people: People;
  /** Reads a person within the budget of the request path. Rejects when the object fails or is late. */
  read(who: Who, ask: Ask): Promise<PersonView>;
  /** The bundled model; loaded by the first call of the isolate. */
  readonly classifier: () => Promise<Classifier>;
  /** "taxonomy:model". */
  readonly model: string;
  /** Classifies within the budget of the request path, session creation included. Rejects when the model fails or is late. */
  classify(turns: readonly Turn[]): Promise<ClassifyResult>;
  /** Epoch ms from which a tenant's messages count; null when they do not. */
  effectiveFrom(tenant: string): number | null;
  readonly db: D1Database;
  /** Counts an outcome; `behind` keeps the isolate alive while a full parcel is sent. */
  count(tenant: string, outcome: Outcome, now: number, behind: (work: Promise<unknown>) => void): void;
  /** Notes that a stage failed: its name and the kind of error, never the error's words. */
  fault(stage: Stage, error: unknown): void;
  /** Lets work run behind an answer; its failure becomes a fault and never an unhandled rejection. */
  behind(stage: Stage, work: Promise<unknown>): Promise<void>;
}

/** @throws {ConfigError} when a variable or secret is missing or malformed; the message names it */
export function buildServices(env: Env): Services {
  const config = readConfig(env);
  const tally = new Tally();
  const everyone = people(env.PERSON, config.personSecret);
  const fault = (stage: Stage, error: unknown): void => {
    console.error(`fault in ${stage}: ${error instanceof Error ? error.name : typeof error}`);
  };
  const behind = async (stage: Stage, work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      fault(stage, error);
    }
  };
  return {
    config,
    auth: { tokenSecret: config.tokenSecret, findKey: (id) => findServiceKey(env.DB, id) },
    people: everyone,
    read: (who, ask) => within(PATIENCE_MS.read, everyone.read(who, ask)),
    classifier,
    model: MODEL,
    classify: (turns) =>
      within(
        PATIENCE_MS.classify,
        classifier().then((loaded) => loaded.classify(turns)),
      ),
    effectiveFrom: (tenant) => config.effectiveFrom.get(tenant) ?? null,
    db: env.DB,
    count(tenant, outcome, now, waitUntil) {
      const parcels = tally.count(tenant, outcome, now);
      if (parcels.length > 0) waitUntil(behind("ledger", env.LEDGER.sendBatch(parcels.map((body) => ({ body })))));
    },
    fault,
    behind,
  };
}
