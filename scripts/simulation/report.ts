/** docs/simulation.md, from the numbers. */
import type { Measures } from "./measure.ts";
import { DAYS, KINDS } from "./people.ts";
import type { Promised } from "./promises.ts";
import type { RankerName } from "./rankers.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** One row a measure: what a reader would ask, and how it is told. */
const ROWS: readonly (readonly [string, (of: Measures) => string])[] = [
  ["chances to show an advert", ({ calls }) => String(calls)],
  ["adverts shown", ({ shown }) => String(shown)],
  ["relevance: how much people like what they see, 0 to 1", ({ relevance }) => relevance.toFixed(3)],
  ["share of a person's most shown topic, 90 days", ({ topTopic }) => percent(topTopic)],
  ["greatest share of a topic in anybody's week (4 adverts and more)", ({ worstWeekShare }) => percent(worstWeekShare)],
  ["times a creative is seen by somebody who sees it", ({ repeats }) => repeats.toFixed(2)],
  ["most showings of a creative to one person in a week", ({ worstWeekCreative }) => String(worstWeekCreative)],
  ["adverts about what the person bought, afterwards", ({ afterBuying }) => String(afterBuying)],
  ["adverts about a topic that the person blocked, afterwards", ({ afterBlocking }) => String(afterBlocking)],
  ['adverts about a topic within 14 days of "not interested"', ({ afterWaving }) => String(afterWaving)],
  ["adverts in a sensitive turn or the three after it", ({ whenHushed }) => String(whenHushed)],
  ["adverts fewer than 5 turns or 10 minutes apart", ({ tooSoon }) => String(tooSoon)],
  ["picked by chance", ({ explored }) => percent(explored)],
  ["interests from conversations alive after 30 silent days", ({ staleInterests }) => String(staleInterests)],
];

/** The table as lines of Markdown. */
export function table(measures: Readonly<Record<RankerName, Measures>>): string[] {
  const names = Object.keys(measures) as RankerName[];
  return [
    `| | ${names.join(" | ")} |`,
    `|---|${names.map(() => "--:").join("|")}|`,
    ...ROWS.map(([what, told]) => `| ${what} | ${names.map((name) => told(measures[name])).join(" | ")} |`),
  ];
}

export function report(measures: Readonly<Record<RankerName, Measures>>, kept: readonly Promised[], seed: string): string {
  const people = Object.values(KINDS).reduce((sum, size) => sum + size, 0);
  const kinds = Object.entries(KINDS).map(([kind, size]) => `${size} ${kind}s`);
  return `# Simulation: does the ranker know restraint?

Written by \`npm run simulate\` (seed \`${seed}\`); the same seed gives the same page.

${people} people talk for ${DAYS} days: ${kinds.slice(0, -1).join(", ")} and ${kinds.at(-1)}. The messages come already labelled, so the model has no part in it; profile, history, pacing and ranking are the Worker's own code, in memory. Every message asks for one of 40 adverts. Every ranker meets the same people, who say the same things and have the same tempers.

- **inkling** is the shipped ranker with all its rules.
- **greedy** has the same profiles, relevance and values, and no rule: it shows the best every time it is asked.
- **random** draws.

${table(measures).join("\n")}

![Relevance by week; adverts about what a buyer bought, around the day of buying](simulation.svg)

## What is asserted

The run fails when one of these does not hold.

${kept.map(({ what, found, kept: ok }) => `- ${ok ? "✓" : "✗"} ${what} (${found})`).join("\n")}

## How to read it

- Restraint costs opportunities first: most chances pass because an advert was shown a moment ago in the same conversation. What is shown is nearly as relevant as what a ranker without rules shows.
- "Liking" is the simulation's secret: 1 for somebody's first interest, less for the others, 0.3 for something else of the same tier-1 topic, 0 for the rest and for what they have bought.
- A fifth of the people fall silent for the last month. Nothing that is known from conversations alone outlives it. Clicks and purchases are signals with a life of their own (180 days), so topics that somebody clicked on may remain.
- These are made-up people. The page shows that the promises hold under load and what they cost, not how real people would like the adverts.
`;
}
