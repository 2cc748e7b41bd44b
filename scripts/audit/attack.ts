/** One trait, attacked: people in folds that share no text, an attacker trained on four folds and tried on the fifth. */
import { TOPICS } from "../../worker/domain/topics.ts";
import { SENSITIVE_CATEGORIES, type SensitiveCategory } from "../../worker/domain/vocabulary.ts";
import { type Auc, aucWithInterval, type Fold } from "./auc.ts";
import type { Pools } from "./corpus.ts";
import { FEATURES, passing, type Vector, VIEWS, type View, viewsOf } from "./keep.ts";
import { lookedAt, somebody } from "./people.ts";
import { type Random, randomFrom } from "./random.ts";
import type { Readings } from "./readings.ts";
import { attacker } from "./regression.ts";

const FOLDS = 5;
/** A trait with fewer texts says nothing: every fold needs a handful of its own. */
export const LEAST_TEXTS = 25;
/** Any Monday would do; nothing depends on it but the minutes of the counters. */
const START = Date.UTC(2026, 8, 7);

/** What a topic gave away. */
export interface Telltale {
  readonly topic: string;
  /** Share of people with and without the trait whose profile shows it when it leaves. */
  readonly withTrait: number;
  readonly without: number;
}

/** What the attack on one trait came to. */
export interface Finding {
  readonly trait: SensitiveCategory;
  /** Different texts about it, and how many of them would be learned from when sent alone. */
  readonly texts: number;
  readonly passed: number;
  readonly auc: Readonly<Record<View, Auc>>;
  readonly telltales: readonly Telltale[];
}

type Group = readonly Readonly<Record<View, Vector>>[];

/** Attacks every trait that has enough texts. @param people in each group of each fold */
export function attackAll(pools: Pools, readings: Readings, people: number): Finding[] {
  const folds = Array.from({ length: FOLDS }, (_, fold) => partOf(pools, fold));
  const without = folds.map((pool, fold) => group(randomFrom(fold + 1), pool, null, readings, people));
  return SENSITIVE_CATEGORIES.filter((trait) => pools.sensitive[trait].length >= LEAST_TEXTS).map((trait, at) => {
    const withTrait = folds.map((pool, fold) => group(randomFrom(1_000 * (at + 1) + fold), pool, trait, readings, people));
    const random = randomFrom(77 + at);
    const auc = Object.fromEntries(VIEWS.map((view) => [view, aucWithInterval(scores(withTrait, without, view), random)])) as Record<View, Auc>;
    return {
      trait,
      texts: pools.sensitive[trait].length,
      passed: passing(pools.sensitive[trait], readings),
      auc,
      telltales: telltales(withTrait.flat(), without.flat()),
    };
  });
}

/** Every fifth text of each pool: no text is seen in two folds, so nobody is recognised by a sentence. */
function partOf({ sensitive, lookalikes, clean }: Pools, fold: number): Pools {
  const part = (texts: readonly string[]) => texts.filter((_, at) => at % FOLDS === fold);
  return {
    sensitive: Object.fromEntries(SENSITIVE_CATEGORIES.map((trait) => [trait, part(sensitive[trait])])) as Record<SensitiveCategory, string[]>,
    lookalikes: part(lookalikes),
    clean: part(clean),
  };
}

const group = (random: Random, pools: Pools, trait: SensitiveCategory | null, readings: Readings, people: number): Group =>
  Array.from({ length: people }, () => viewsOf(somebody(random, pools, trait, START), readings, lookedAt(START)));

/** Scores of the people of each fold, by an attacker who knows the people of the other four. */
function scores(withTrait: readonly Group[], without: readonly Group[], view: View): Fold[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const others = (groups: readonly Group[]) => groups.flatMap((people, at) => (at === fold ? [] : people)).map((person) => person[view]);
    const [yes, no] = [others(withTrait), others(without)];
    // One of each in turn, so that any part of the list holds as many of both.
    const known = yes.flatMap((vector, at) => [vector, no[at] as Vector]);
    const score = attacker(
      known,
      known.map((_, at) => (at % 2 === 0 ? 1 : 0)),
    );
    const here = (groups: readonly Group[]) => (groups[fold] ?? []).map((person) => score(person[view]));
    return { withTrait: here(withTrait), without: here(without) };
  });
}

/** Topics that stand in more profiles of one group, the most telling first. */
function telltales(withTrait: Group, without: Group): Telltale[] {
  const share = (people: Group, at: number) => people.filter(({ leaving }) => (leaving[at] ?? 0) > 0).length / people.length;
  return TOPICS.map((_, at): Telltale => ({ topic: FEATURES[at] ?? "", withTrait: share(withTrait, at), without: share(without, at) }))
    .filter(({ withTrait: some, without: others }) => some > others)
    .sort((a, b) => b.withTrait - b.without - (a.withTrait - a.without))
    .slice(0, 3);
}
