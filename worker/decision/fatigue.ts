/** What a person waved away comes back late and slowly. */
import type { HistoryEntry } from "../domain/decision.ts";
import { DAY_MS, type Fatigue, type Limits, type Rest } from "./limits.ts";
import { specific } from "./specific.ts";

/** Weight on the first day after the silence; from there it climbs in a straight line to 1. */
export const FIRST_STEP = 0.1;

/** Weight at an age after the feedback: 0 during the silence, 1 after the climb. Never falls with age. */
export function weightAfter(ageMs: number, { silentDays, climbDays }: Rest): number {
  const climbed = ageMs - silentDays * DAY_MS;
  if (climbed < 0) return 0;
  if (climbed >= climbDays * DAY_MS) return 1;
  return FIRST_STEP + (1 - FIRST_STEP) * (climbed / (climbDays * DAY_MS));
}

/** Weights of what was waved away; 1 for everything else. Several dismissals of a thing multiply. */
export class FatigueWeights {
  readonly #creative = new Map<string, number>();
  readonly #campaign = new Map<string, number>();
  readonly #topic = new Map<string, number>();

  /** Feedback of every purpose counts; how much is for the purpose at hand to say. */
  constructor(history: readonly HistoryEntry[], limits: Pick<Limits, "dismissed" | "notInterested">, now: number) {
    for (const entry of history) {
      if (entry.dismissedAt !== undefined) this.#feel(entry, now - entry.dismissedAt, limits.dismissed);
      if (entry.notInterestedAt !== undefined) this.#feel(entry, now - entry.notInterestedAt, limits.notInterested);
    }
  }

  /** 0 to 1: the product over a candidate's id, its campaign and the weariest of its topics. */
  of(creative: string, campaign: string | undefined, topics: readonly string[]): number {
    let topic = 1;
    for (const id of topics) topic = Math.min(topic, this.#topic.get(id) ?? 1);
    return (this.#creative.get(creative) ?? 1) * (campaign === undefined ? 1 : (this.#campaign.get(campaign) ?? 1)) * topic;
  }

  #feel(entry: HistoryEntry, age: number, fatigue: Fatigue): void {
    lower(this.#creative, entry.candidate, weightAfter(age, fatigue.creative));
    if (entry.campaign !== undefined) lower(this.#campaign, entry.campaign, weightAfter(age, fatigue.campaign));
    for (const topic of specific(entry.topics)) lower(this.#topic, topic, weightAfter(age, fatigue.topic));
  }
}

function lower(weights: Map<string, number>, key: string, by: number): void {
  if (by < 1) weights.set(key, (weights.get(key) ?? 1) * by);
}
