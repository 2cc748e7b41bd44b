/** docs/audit.md: the findings as tables, and how to read them. */
import { topicById } from "../../worker/domain/topics.ts";
import type { Finding, Telltale } from "./attack.ts";
import type { Auc } from "./auc.ts";

/** Aim of the audit: no attacker does better on what leaves. */
export const AIM = 0.6;

/** Everything that the page tells. */
export interface Audit {
  readonly model: string;
  readonly people: { readonly seen: number; readonly heldOut: number };
  readonly seen: readonly Finding[];
  /** Null: there is no held-out set. */
  readonly heldOut: readonly Finding[] | null;
}

const auc = ({ value, low, high }: Auc): string => `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
const bold = (found: Auc): string => (found.value > AIM ? `**${auc(found)}**` : auc(found));
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const telltale = ({ topic, withTrait, without }: Telltale): string => `${topicById(topic)?.name ?? topic} ${percent(withTrait)} : ${percent(without)}`;

function table(findings: readonly Finding[]): string {
  const rows = findings.map(({ trait, texts, passed, auc: found, telltales }) => [
    trait,
    `${texts}`,
    percent(passed / texts),
    auc(found.unfiltered),
    bold(found.stored),
    bold(found.leaving),
    telltales.map(telltale).join(", "),
  ]);
  const head = ["trait", "texts", "pass the filter", "without a filter", "as stored", "as it leaves", "most telling topics, with : without"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The whole page; ends with a line break. */
export function auditPage({ model, people, seen, heldOut }: Audit): string {
  const over = [...(heldOut ?? []), ...seen].filter(({ auc: found }) => found.leaving.value > AIM).map(({ trait }) => trait);
  return `# Leak audit

Written by \`npm run audit\` for model \`${model}\`. Can somebody who sees profiles tell who has a sensitive trait? An attacker
is trained to guess it, trait by trait, from profiles that Inkling would keep of invented people. AUC is the probability that
the attacker ranks somebody with the trait above somebody without: 0.50 is a coin, 1.00 is certainty. The aim is at most
${AIM.toFixed(2)} on what leaves; values above it are bold. In brackets: 95 % interval from drawing people anew 400 times. A value
below 0.50 is chance as well: what set the groups of four folds apart was the other way round in the fifth.
${over.length === 0 ? "\nNo trait is above the aim." : `\nAbove the aim: ${[...new Set(over)].join(", ")}.`}

- **without a filter**: every message is learned, every topic kept. It shows that the attacker can read.
- **as stored**: every number that the object's row gives away, the count of learned messages included.
- **as it leaves**: what a lookup for content hands out, after the check of the whole profile. A lookup for advertising hands out less.
- **pass the filter**: share of texts about the trait that would be learned from when sent alone: the classifier's misses.

${
  heldOut === null
    ? "There is no held-out set yet."
    : `## Messages that the classifier never saw

From \`model/data/validation.tsv\`, kept out of training together with its near-duplicates; ${people.heldOut} people in each group, who share a
few dozen texts about each trait, so the intervals are narrower than the truth. Traits with too few texts are left out.

${table(heldOut)}
`
}

## Messages that the classifier was trained on

More texts, but the classifier has seen them: its misses are rarer here than in life. ${people.seen} people in each group.

${table(seen)}

## How people are invented

Everybody has 6 to 18 conversations within 28 days, of 1 to 3 messages, drawn from the committed clean messages; every fourth
message is a look-alike, written to sound sensitive without being so. People with the trait have on top of that 3 to 8
conversations about it: one personal message of the committed sensitive corpora, then up to two more messages, half of them
about the trait again. Both groups draw ordinary messages from the same texts in the same numbers, so that whatever tells
them apart is what the sensitive messages left behind. Each person has one trait. Everybody is in the United States and may
write in all four languages.

The messages go through the Worker's own code: classifier, filter, carry-over, fold and profile check (\`worker/classify\`,
\`worker/suppress\`, \`worker/profile\`). Each message is read by itself; earlier turns count for the filter, not for the topics.

The attacker is a logistic regression with an L2 penalty chosen on a fifth of its training people (\`scripts/audit/regression.ts\`).
People are in five folds; folds share no text, so nobody is recognised by a sentence. Scores are compared within folds only.

## What it does not show

Invented people are tidier than real ones. The attacker knows profiles, not the person: whoever can add other knowledge
may guess more. A trait that clean messages themselves give away (somebody who only ever asks for one faith's recipes) is
the business of the combination table (\`worker/suppress/combinations.ts\`), which this audit tests only as far as the corpora go.
`;
}
