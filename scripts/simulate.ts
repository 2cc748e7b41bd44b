/**
 * `npm run simulate`: a thousand made-up people, 90 days, three rankers. Prints the table, writes docs/simulation.md
 * and its plot, and exits with 1 when a promise is broken.
 *
 * `--seed <word>` other people; `--share <0 to 1>` fewer of them (then nothing is written).
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./root.ts";
import { live } from "./simulation/live.ts";
import { inventory } from "./simulation/market.ts";
import { type Measures, measure } from "./simulation/measure.ts";
import { population } from "./simulation/people.ts";
import { plot } from "./simulation/plot.ts";
import { promises } from "./simulation/promises.ts";
import { RANKERS, type RankerName } from "./simulation/rankers.ts";
import { report, table } from "./simulation/report.ts";

const DEFAULT_SEED = "ink";
const { values } = parseArgs({ options: { seed: { type: "string", default: DEFAULT_SEED }, share: { type: "string", default: "1" } } });
const seed = values.seed;
const share = Number(values.share);
if (!(share > 0 && share <= 1)) throw new RangeError("--share must be above 0 and at most 1");

const people = population(seed, share);
const all = inventory(seed);
const measures = Object.fromEntries(
  Object.entries(RANKERS).map(([name, ranker]) => {
    const started = performance.now();
    const measured = measure(people.map((person) => live(person, ranker, all, seed)));
    console.error(`${name}: ${people.length} people in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return [name, measured];
  }),
) as Record<RankerName, Measures>;

const kept = promises(measures);
console.log(table(measures).join("\n"));
console.log();
for (const { what, kept: ok, found } of kept) console.log(`${ok ? "ok  " : "FAIL"} ${what} (${found})`);

if (share === 1 && seed === DEFAULT_SEED) {
  const docs = path.join(ROOT, "docs");
  writeFileSync(path.join(docs, "simulation.md"), report(measures, kept, seed));
  writeFileSync(path.join(docs, "simulation.svg"), plot(measures));
}
process.exitCode = kept.every(({ kept: ok }) => ok) ? 0 : 1;
