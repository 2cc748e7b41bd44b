/**
 * `npm run mutation`: Stryker breaks the gate and the filter in every way it knows and asks the tests each time; what came
 * of it is written to docs/mutation.md. Four minutes on two idle cores. Fails below the score of stryker.config.json.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EXPLAINED } from "./mutation/explained.ts";
import { ROOT } from "./root.ts";

interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  readonly location: Record<"start" | "end", { readonly line: number; readonly column: number }>;
}
interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

const killed = ({ status }: Mutant): boolean => status === "Killed" || status === "Timeout";
const survived = ({ status }: Mutant): boolean => status === "Survived" || status === "NoCoverage";

/** What stood where the mutant was put, on its first line. */
function originalOf(source: string, { start, end }: Mutant["location"]): string {
  const line = source.split("\n")[start.line - 1] ?? "";
  return line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined);
}

const cell = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

function page({ files }: Report): string {
  const row = (name: string, mutants: readonly Mutant[]) => {
    const [dead, alive] = [mutants.filter(killed).length, mutants.filter(survived).length];
    return `| ${name} | ${dead} | ${alive} | ${((100 * dead) / (dead + alive)).toFixed(1)} % |`;
  };
  const all = Object.values(files).flatMap(({ mutants }) => mutants);
  const survivors = Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.filter(survived).map((mutant) => {
      const [original, replacement] = [originalOf(source, mutant.location), mutant.replacement ?? ""];
      const known = EXPLAINED.find((one) => one.file === file && one.original === original && one.replacement === replacement);
      return `| ${file}:${mutant.location.start.line} | ${cell(original)} | ${cell(replacement)} | ${known?.why ?? "**not explained**"} |`;
    }),
  );
  return `# Mutation testing of gate and filter

Written by \`npm run mutation\`. Stryker changes one piece of \`worker/gate\` or \`worker/suppress\` at a time (a condition turned
round, a text emptied, a line left out) and runs the tests of these folders. A mutant that no test notices has survived. The
generated table of countries and the texts for people are left out.

| file | killed | survived | score |
|---|--:|--:|--:|
${Object.entries(files)
  .filter(([, { mutants }]) => mutants.some((mutant) => killed(mutant) || survived(mutant)))
  .map(([file, { mutants }]) => row(file, mutants))
  .join("\n")}
${row("**all**", all)}

## Survivors

${survivors.length === 0 ? "None." : `| where | stood there | put there | why no test notices |\n|---|---|---|---|\n${survivors.join("\n")}`}
`;
}

const { status } = spawnSync("stryker run", { cwd: ROOT, stdio: "inherit", shell: true });
const report = JSON.parse(readFileSync(path.join(ROOT, "reports/mutation/mutation.json"), "utf8")) as Report;
writeFileSync(path.join(ROOT, "docs/mutation.md"), page(report));
process.exitCode = status ?? 1;
