/** docs/regions.md, made by asking the gate. */
import { COUNTRY_ROWS, PROTECTED_ROWS } from "../../worker/gate/regions.ts";
import { isRead, PSEUDO, possible, SCENARIOS } from "./region-matrix.ts";

const cell = (v: unknown, { said }: (typeof SCENARIOS)[number]): string => (possible(said(v)) ? (isRead(said(v)) ? "read" : "·") : "n/a");

/** A value as it can be told apart on paper. */
const shown = (v: unknown): string =>
  v === undefined ? "missing" : `\`${JSON.stringify(v).replace(/[^\x20-\x7e]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`)}\``;

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** The whole page; ends with a line break. */
export function regionsPage(): string {
  const why = new Map(PROTECTED_ROWS.map(([code, , reason]) => [code, reason]));
  const titles = SCENARIOS.map(({ title }) => title);
  const cells = (v: unknown): string[] => SCENARIOS.map((scenario) => cell(v, scenario));
  const head = (first: readonly string[]): string[] => [row([...first, ...titles]), row([...first, ...titles].map(() => "---"))];
  return `# Which country is read

This page is written by asking the gate (\`node scripts/generate-regions.ts\`) and compared with it by \`test/gate/regions.test.ts\`.
The list of protected regions is \`worker/gate/protected-regions.tsv\`; ${PROTECTED_ROWS.length} of the ${COUNTRY_ROWS.length} codes of ISO 3166-1 stand on it.

Each column is one way in which a country \`v\` can be said; **read** means that the message is read, **·** that it passes
through unread, "n/a" that the value cannot be said there. "Header" is \`CF-IPCountry\`, which counts in development only, and
there only to tighten. "Server" is a user token with \`conn: "server"\`: the connection is the operator's back end's, so the
token's \`country\` claim decides. The mark \`cf.isEUCountry\`, wherever it is set, closes every cell. A \`home\` claim may only tighten; the test combines every cell with no home, home US,
home DE and home \`v\`.

## Countries

${[...head(["v", "name", "protected because"]), ...COUNTRY_ROWS.map(([code, , name]) => row([code, name, why.get(code) ?? "", ...cells(code)]))].join("\n")}

## What is no country

${[...head(["v"]), ...PSEUDO.map((v) => row([shown(v), ...cells(v)]))].join("\n")}
`;
}
