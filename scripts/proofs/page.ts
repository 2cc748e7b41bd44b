/** docs/proofs.md: one row for each promise. */
import type { Promised } from "./promises.ts";

/** A promise with what its tests said. */
export interface Proven {
  readonly area: Promised["area"];
  readonly promise: string;
  readonly cases: number;
  readonly failures: number;
  readonly files: readonly string[];
}

/** The whole page; ends with a line break. */
export function proofsPage(proven: readonly Proven[], model: string): string {
  const row = ({ promise, cases, failures, files }: Proven) =>
    `| ${promise} | ${cases.toLocaleString("en-US")} | ${failures} | ${files.map((file) => `[${file.replace("test/", "")}](../${file})`).join(", ")} |`;
  const areas = [...new Set(proven.map(({ area }) => area))];
  const tables = areas.map(
    (area) =>
      `## ${area}\n\n| promise | cases | failures | where the cases are |\n|---|--:|--:|---|\n${proven
        .filter((one) => one.area === area)
        .map(row)
        .join("\n")}\n`,
  );
  const total = proven.reduce((sum, { cases }) => sum + cases, 0);
  return `# Proofs

Written by \`npm run proofs\`, which runs the tests below inside workerd, with the real bindings and the shipped model (\`${model}\`).
Each promise stands beside the tests that would fail if it were broken. ${proven.length} promises, ${total.toLocaleString("en-US")} cases,
${proven.reduce((sum, { failures }) => sum + failures, 0)} failures. A case is a row of a table, a story, or a canary; a property test counts as one however many examples it tries.

${tables.join("\n")}
## Further

- What is stored where and for how long: [privacy.md](privacy.md)
- Can a trait be guessed from profiles? [audit.md](audit.md)
- Every country in every way to say it: [regions.md](regions.md)
- Mutation tests of the gate and the filter: \`npm run mutation\`
`;
}
