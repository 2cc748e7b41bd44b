/** docs/combinations.md, made from the table that the filter uses. */
import { topicById } from "../../worker/domain/topics.ts";
import { COMBINATIONS, type Combination } from "../../worker/suppress/combinations.ts";

const EFFECT: Record<Combination["effect"], string> = { coarsen: "become their parent topic", drop: "go, with their parent topic" };

const named = (id: string): string => `${topicById(id)?.name ?? "?"} \`${id}\``;
const oneOf = (ids: readonly string[]): string => ids.map(named).join(" or ");

function row({ all, languages, countries, effect, of, spells, why }: Combination): string {
  const where = [languages && `said in ${languages.join(", ")}`, countries && `in ${countries.join(" ")}`].filter((part) => part !== undefined);
  return `| ${[all.map(oneOf).join(" **and** "), where.join("; "), `${of.map(named).join(", ")} ${EFFECT[effect]}`, spells.replace("_", " "), why].join(" | ")} |`;
}

/** The whole page; ends with a line break. */
export const combinationsPage = (): string => `# Which harmless topics tell too much together

This page is written from \`worker/suppress/combinations.ts\` (\`node scripts/generate-combinations.ts\`) and compared with it by
\`test/suppress/combinations.test.ts\`. Each row is one rule: where at least one topic of every group is there, in one message or
in one profile that is about to leave, the named topics are taken back. A topic of tier 1 stands for all topics below it. A
profile keeps no language, so rules with one are for messages only; where no country is known, rules with one do not hold.

| together | only | what happens | it would spell | because |
| --- | --- | --- | --- | --- |
${COMBINATIONS.map(row).join("\n")}
`;
