/** One evaluated message: what the shipped classifier and the filter made of it. */

import type { Classifier, Probe } from "../../worker/classify/classify.ts";
import { lexicon } from "../../worker/classify/lexicon.ts";
import { COMMON_PHRASES, SENSITIVE_PHRASES } from "../../worker/classify/lexicon-phrases.ts";
import type { Classification, ScoredSensitive } from "../../worker/domain/classification.ts";
import { topicById } from "../../worker/domain/topics.ts";
import { suppress } from "../../worker/suppress/suppress.ts";
import { turnsOf } from "../artifact.ts";
import type { Example } from "./corpus.ts";
import { MicroF1 } from "./measure.ts";

/** What came out, beside what was wanted. */
export interface Reading {
  readonly example: Example;
  readonly now: Classification;
  readonly context: readonly ScoredSensitive[];
  readonly scores: Probe["scores"];
  /** Kept out because it is or may be sensitive, now or in context. */
  readonly stopped: boolean;
  /** Stopped and called sensitive; the others of the stopped are answered as unsure. */
  readonly sure: boolean;
  /** Found by this net, sure or not. */
  readonly byNetwork: boolean;
  readonly byLexicon: boolean;
  /** Something would have been kept. */
  readonly kept: boolean;
}

const secondNet = lexicon(SENSITIVE_PHRASES, COMMON_PHRASES);

/** Reads a message with its context, or its last message alone. `networkFires` asks the network's own thresholds. */
export async function read(classifier: Classifier, example: Example, networkFires: (probe: Probe) => boolean, alone = false): Promise<Reading> {
  const earlier = alone ? [] : example.earlier;
  const probe = await classifier.probe(example.text, earlier);
  const result = earlier.length === 0 ? null : await classifier.classify(turnsOf([...earlier, example.text].join(" || ")));
  const context = result?.kind === "classified" ? result.context : [];
  const verdict = suppress(probe.now, context, { country: null });
  const rule = verdict.kind === "refused" ? verdict.refusal.rule : "";
  const sure = rule === "sensitive_now" || rule === "sensitive_in_context";
  return {
    example,
    now: probe.now,
    context,
    scores: probe.scores,
    stopped: sure || rule === "doubtful",
    sure,
    byNetwork: networkFires(probe),
    byLexicon: secondNet(example.text).length > 0,
    kept: verdict.kind === "pass",
  };
}

/** Leaves and tier-1 nodes of a list of topics, a leaf's own tier-1 node counted in. */
export function levels(ids: readonly string[]): { leaves: Set<string>; tier1: Set<string> } {
  const topics = ids.map(topicById).filter((topic) => topic !== undefined);
  return {
    leaves: new Set(topics.filter(({ id, tier1 }) => id !== tier1).map(({ id }) => id)),
    tier1: new Set(topics.map(({ tier1 }) => tier1)),
  };
}

/** The quality of topics and intents over some readings. */
export function quality(readings: readonly Reading[], leafIds: readonly (string | null)[]) {
  const leaf = new MicroF1();
  const tier1 = new MicroF1();
  let withLeaf = 0;
  let first = 0;
  let intent = 0;
  for (const { example, now, scores } of readings) {
    const wanted = levels(example.topics);
    const found = levels(now.topics.map(({ id }) => id));
    leaf.add(found.leaves, wanted.leaves);
    tier1.add(found.tier1, wanted.tier1);
    if (wanted.leaves.size > 0) {
      withLeaf++;
      if (wanted.leaves.has(bestLeaf(scores.topics, leafIds))) first++;
    }
    if (example.intents.includes(now.intents[0]?.name ?? "")) intent++;
  }
  return {
    n: readings.length,
    leafF1: leaf.value,
    tier1F1: tier1.value,
    top1: withLeaf === 0 ? Number.NaN : first / withLeaf,
    intent: intent / Math.max(1, readings.length),
  };
}

/** The leaf with the highest score, above a threshold or not. */
export function bestLeaf(scores: Float32Array, leafIds: readonly (string | null)[]): string {
  let best = "";
  let top = -1;
  leafIds.forEach((id, at) => {
    const score = scores[at] as number;
    if (id !== null && score > top) [best, top] = [id, score];
  });
  return best;
}
