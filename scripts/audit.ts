/**
 * `npm run audit [-- --check]`
 *
 * Trains an attacker to guess sensitive traits from profiles that Inkling would keep of invented people, and writes what
 * came of it to docs/audit.md. Texts are classified once and remembered in node_modules/.cache until model or code change;
 * the first run takes a few minutes, every other one half a minute.
 *   --check   exits with 1 when a trait is above the aim
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { attackAll, type Finding } from "./audit/attack.ts";
import { readPools, textsOf } from "./audit/corpus.ts";
import { AIM, auditPage } from "./audit/page.ts";
import { randomFrom } from "./audit/random.ts";
import { readAll } from "./audit/readings.ts";

const PAGE = path.join(import.meta.dirname, "../docs/audit.md");
/** Texts that are read at most: about 6,500 of the training set and 2,500 of the held-out one. */
const SEEN = { perTrait: 200, lookalikes: 800, clean: 2_400 };
const HELD_OUT = { perTrait: 120, lookalikes: 300, clean: 900 };
/** People in each group of each of the five folds. */
const PEOPLE = { seen: 60, heldOut: 40 };

const { values: options } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const pools = readPools(randomFrom(1), SEEN, HELD_OUT);
const texts = [...textsOf(pools.seen), ...(pools.heldOut ? textsOf(pools.heldOut) : [])];
const readings = await readAll(texts, (done, of) => process.stderr.write(`\r${done} of ${of} messages read${done === of ? "\n" : ""}`));

const seen = attackAll(pools.seen, readings, PEOPLE.seen);
const heldOut = pools.heldOut && attackAll(pools.heldOut, readings, PEOPLE.heldOut);
const report = (where: string, findings: readonly Finding[]) => {
  for (const { trait, texts: count, passed, auc } of findings) {
    console.log(
      `${where.padEnd(9)} ${trait.padEnd(18)} ${String(passed).padStart(3)}/${count} pass   unfiltered ${auc.unfiltered.value.toFixed(2)}   stored ${auc.stored.value.toFixed(2)}   leaving ${auc.leaving.value.toFixed(2)}`,
    );
  }
};
report("seen", seen);
report("held out", heldOut ?? []);
writeFileSync(PAGE, auditPage({ model: readings.model, people: { seen: PEOPLE.seen * 5, heldOut: PEOPLE.heldOut * 5 }, seen, heldOut }));
console.log(`docs/audit.md written`);
if (options.check && [...seen, ...(heldOut ?? [])].some(({ auc }) => auc.leaving.value > AIM)) process.exitCode = 1;
