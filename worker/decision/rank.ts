/**
 * Ranks a caller's candidates for one person and one moment. Pure: the same input gives the same answer.
 *
 * The rules of `rules/` first (who is out, and by which rule), then relevance × value × fatigue, then picks one by one:
 * each pick counts as shown at once, so the caps hold within the answer, and what resembles it is worth less. A seeded
 * share of the slots goes to a random eligible candidate, so that a profile cannot close in on itself; those picks say so.
 * Equal scores go to the smaller id, whatever the order in which candidates came.
 *
 * Cost: one pass over the history and two over the candidates; a pick looks only at those that could win.
 */
import type { Pick } from "../domain/decision.ts";
import { type Moment, momentOf, type Prepared, prepare, type RankCandidate, type RankInput } from "./moment.ts";
import { seeded } from "./random.ts";
import { type Relevance, relevanceOf } from "./relevance.ts";
import type { Rule } from "./rules/rule.ts";
import { LIMIT_RULES, RULE_NAMES, STANDING_RULES } from "./rules/rules.ts";
import { parentOf } from "./specific.ts";

export type { RankCandidate, RankInput };

/** A pick with what its record needs. */
export interface Ranked extends Pick {
  /** Names of the rules that were asked; it passed them all. */
  readonly rules: readonly string[];
  readonly exploration: boolean;
  /** The topic that made it, for the ledger. */
  readonly topic: string | null;
  /** What it counts as in the person's history: declared topics, or those of its words. */
  readonly topics: readonly string[];
}

export interface RankResult {
  /** Best first; at most `count`. */
  readonly picks: readonly Ranked[];
  /** Candidate id to the rule that refused it. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Within one answer each further pick of a tier-1 topic is worth this much of the one before, and of an advertiser. */
const REPEAT_DISCOUNT = 0.6;

interface Scored {
  readonly prepared: Prepared;
  readonly relevance: Relevance;
  readonly score: number;
  readonly tier1: string | null;
}

export function rank(input: RankInput): RankResult {
  const moment = momentOf(input);
  const refused = new Map<string, string>();
  const pool: Scored[] = [];
  for (const candidate of input.candidates) {
    const prepared = prepare(candidate);
    const rule = firstRefusal(STANDING_RULES, prepared, moment);
    if (rule) refused.set(candidate.id, rule);
    else pool.push(scored(prepared, moment));
  }
  pool.sort((a, b) => b.score - a.score || (a.prepared.candidate.id < b.prepared.candidate.id ? -1 : 1));

  const picks: Ranked[] = [];
  const random = seeded(input.seed);
  // Chance is for people whose profile could close in on them; where none is used, an answer stays with its context.
  const share = moment.contextual ? 0 : (input.explorationShare ?? moment.limits.exploration);
  const seen = new Map<string, number>();
  const wanted = moment.limits.pacing && input.conversation !== null ? Math.min(1, input.count) : input.count;
  while (picks.length < wanted && pool.length > 0) {
    const exploration = random() < share;
    const choice = exploration ? anyOf(pool, random(), moment) : bestOf(pool, seen, moment);
    if (!choice) break;
    pool.splice(pool.indexOf(choice), 1);
    picks.push(pickOf(choice, exploration));
    note(choice, seen, moment);
  }
  const paced = wanted < input.count && picks.length === wanted;
  for (const { prepared } of pool) {
    const rule = paced ? "pacing" : firstRefusal(LIMIT_RULES, prepared, moment);
    if (rule) refused.set(prepared.candidate.id, rule);
  }
  return { picks, refused };
}

function firstRefusal(rules: readonly Rule[], prepared: Prepared, moment: Moment): string | null {
  for (const rule of rules) if (rule.refuses(prepared, moment)) return rule.name;
  return null;
}

function scored(prepared: Prepared, moment: Moment): Scored {
  const { candidate, topics } = prepared;
  const relevance = relevanceOf(prepared, moment);
  const score = relevance.value * (candidate.value ?? 1) * moment.fatigue.of(candidate.id, candidate.campaign, topics);
  return { prepared, relevance, score, tier1: relevance.topic === null ? null : parentOf(relevance.topic) };
}

/** The best score after discounts for what was picked before; the pool is sorted, so of equals the smaller id. */
function bestOf(pool: readonly Scored[], seen: ReadonlyMap<string, number>, moment: Moment): Scored | undefined {
  let best: Scored | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const one of pool) {
    // A discount only lowers: whoever stands behind this raw score cannot win any more.
    if (one.score <= bestScore) break;
    const score = one.score * REPEAT_DISCOUNT ** repeats(one, seen);
    if (score > bestScore && firstRefusal(LIMIT_RULES, one.prepared, moment) === null) [best, bestScore] = [one, score];
  }
  return best;
}

/** The one at `chance` (0 to 1) of those that no rule refuses now. */
function anyOf(pool: readonly Scored[], chance: number, moment: Moment): Scored | undefined {
  const open = pool.filter(({ prepared }) => firstRefusal(LIMIT_RULES, prepared, moment) === null);
  return open[Math.floor(chance * open.length)];
}

const repeats = ({ tier1, prepared }: Scored, seen: ReadonlyMap<string, number>): number =>
  (tier1 === null ? 0 : (seen.get(`topic:${tier1}`) ?? 0)) + (seen.get(`advertiser:${prepared.candidate.advertiser}`) ?? 0);

function note({ prepared: { candidate, topics }, tier1 }: Scored, seen: Map<string, number>, moment: Moment): void {
  moment.showings.add({ creative: candidate.id, campaign: candidate.campaign, advertiser: candidate.advertiser, topics });
  for (const key of [tier1 === null ? null : `topic:${tier1}`, candidate.advertiser === undefined ? null : `advertiser:${candidate.advertiser}`]) {
    if (key !== null) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
}

function pickOf({ prepared, relevance, score }: Scored, exploration: boolean): Ranked {
  const reasons = exploration ? [{ kind: "exploration" as const, weight: 1 }, ...relevance.reasons] : relevance.reasons;
  return { id: prepared.candidate.id, score, reasons, rules: RULE_NAMES, exploration, topic: relevance.topic, topics: prepared.topics };
}
