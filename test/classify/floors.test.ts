/** The gate for every change of the model: recall on our own validation messages must not fall below the committed floors. */
import { expect, test } from "vitest";
import floors from "../../model/data/floors.json";
import validation from "../../model/data/validation.tsv?raw";
import { classifier } from "../../worker/classify/bundled.ts";
import { SENSITIVE_CATEGORIES } from "../../worker/domain/vocabulary.ts";

interface Row {
  readonly sensitive: readonly string[];
  readonly earlier: readonly string[];
  readonly text: string;
}

/** `lang intents labels kind earlier text`; earlier messages are joined with " || ". */
const rows: readonly Row[] = validation
  .trimEnd()
  .split("\n")
  .map((line) => {
    const [, , labels = "", , earlier = "", text = ""] = line.split("\t");
    const sensitive = labels.split(",").flatMap((label) => (/^[!~]/.test(label) ? [label.slice(1)] : []));
    return { sensitive, earlier: earlier === "" ? [] : earlier.split(" || "), text };
  });

/** Is the message stopped by either net, by what it says with its context? */
async function stopped(): Promise<boolean[]> {
  const { probe } = await classifier();
  const verdicts: boolean[] = [];
  for (const { text, earlier } of rows) verdicts.push((await probe(text, earlier)).now.sensitive.length > 0);
  return verdicts;
}

const share = (verdicts: readonly boolean[], among: (row: Row) => boolean): number => {
  const picked = verdicts.filter((_, at) => among(rows[at] as Row));
  return picked.filter(Boolean).length / picked.length;
};

test("the set holds enough of everything", () => {
  expect(rows.length).toBeGreaterThanOrEqual(1_000);
  for (const category of SENSITIVE_CATEGORIES) expect(rows.filter(({ sensitive }) => sensitive.includes(category)).length, category).toBeGreaterThanOrEqual(10);
});

test("recall holds in every category, and harmless messages pass", async () => {
  const verdicts = await stopped();
  const recall = Object.fromEntries(SENSITIVE_CATEGORIES.map((category) => [category, share(verdicts, ({ sensitive }) => sensitive.includes(category))]));
  const below = SENSITIVE_CATEGORIES.filter((category) => (recall[category] as number) < floors.recall[category].floor);
  expect(below.map((category) => `${category}: floor ${floors.recall[category].floor}, got ${recall[category]}`)).toEqual([]);
  expect(share(verdicts, ({ sensitive }) => sensitive.length > 0)).toBeGreaterThanOrEqual(floors.any.floor);
  expect(share(verdicts, ({ sensitive }) => sensitive.length === 0)).toBeLessThanOrEqual(floors.over_suppression.ceiling);
}, 600_000);
