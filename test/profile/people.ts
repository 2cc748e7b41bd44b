/** People, messages and moments for the stories of this folder. Every person is new: storage is shared between tests. */
import { env } from "cloudflare:workers";
import type { Observation } from "../../worker/domain/observation.ts";
import { names } from "../../worker/profile/names.ts";
import type { PersonObject } from "../../worker/profile/object.ts";
import { people as peopleOf, type Who } from "../../worker/profile/people.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const AIR_TRAVEL = "672";
export const TRAVEL = "653";
export const HOTELS = "668";
export const RUNNING = "227";

export const people = peopleOf(env.PERSON, env.PERSON_SECRET);
export const someone = (surface = "messenger"): Who => ({ tenant: "demo", user: `u-${crypto.randomUUID()}`, surface });
/** A moment of today, on the hour, so that a minute's edge never falls into a story by chance. */
export const today = (): number => Math.floor(Date.now() / HOUR) * HOUR;

export const message = (now: number, more: Partial<Observation> = {}): Observation => ({
  now,
  messageId: crypto.randomUUID(),
  conversation: "c1",
  topics: [
    { id: AIR_TRAVEL, score: 0.9 },
    { id: TRAVEL, score: 0.95 },
  ],
  intents: [{ name: "plan", score: 0.8 }],
  source: "text",
  model: "t1:m1",
  ...more,
});

/** The object behind a person's surface, or behind the person with the surface "". */
export async function objectOf(who: Who): Promise<DurableObjectStub<PersonObject>> {
  return env.PERSON.getByName(await names(env.PERSON_SECRET).person(who.tenant, who.surface, who.user));
}

/** Every row that an object holds, as text. */
export const rows = (state: DurableObjectState): { slot: number; body: string }[] => {
  const tables = state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'slots'").toArray();
  return tables.length === 0 ? [] : state.storage.sql.exec<{ slot: number; body: string }>("SELECT slot, body FROM slots ORDER BY slot").toArray();
};
