/** Who chooses: the real ranker, one that only maximises, and one that draws. */
import { momentOf, prepare, type RankInput } from "../../worker/decision/moment.ts";
import { rank } from "../../worker/decision/rank.ts";
import { relevanceOf } from "../../worker/decision/relevance.ts";
import { Chance } from "./chance.ts";

export interface Choice {
  readonly id: string;
  readonly exploration: boolean;
}
export type Ranker = (input: RankInput) => Choice | null;

export const inkling: Ranker = (input) => rank(input).picks[0] ?? null;

/** The same relevance and the same value, and no rule at all. */
export const greedy: Ranker = (input) => {
  const moment = momentOf({
    ...input,
    view: input.view && { ...input.view, preferences: { ...input.view.preferences, blocked: [] }, history: [], cooldowns: [] },
  });
  let best: { id: string; score: number } | null = null;
  for (const candidate of input.candidates) {
    const score = relevanceOf(prepare(candidate), moment).value * (candidate.value ?? 1);
    if (best === null || score > best.score || (score === best.score && candidate.id < best.id)) best = { id: candidate.id, score };
  }
  return best && { id: best.id, exploration: false };
};

export const random: Ranker = (input) => ({ id: new Chance(input.seed).one(input.candidates).id, exploration: true });

export const RANKERS = { inkling, greedy, random } as const;
export type RankerName = keyof typeof RANKERS;
