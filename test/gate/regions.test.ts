import { describe, expect, it } from "vitest";
import page from "../../docs/regions.md?raw";
import isoTable from "../../worker/gate/iso-3166-1.tsv?raw";
import protectedTable from "../../worker/gate/protected-regions.tsv?raw";
import { asHeader, HOMES, isRead, PSEUDO, possible, SCENARIOS } from "./region-matrix.ts";
import { regionsPage } from "./regions-page.ts";

const column = (table: string): string[] =>
  table
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t")[0] ?? "");

const iso = column(isoTable);
const closed = column(protectedTable);
/** The oracle knows the two tables and nothing of the gate. */
const open = new Set(iso.filter((code) => !closed.includes(code)));
const said = (value: unknown): boolean => value !== undefined && value !== null;

it("knows 249 countries, of which 51 are protected", () => {
  expect(new Set(iso).size).toBe(249);
  expect(closed.filter((code) => iso.includes(code))).toHaveLength(51);
  expect(PSEUDO.length).toBeGreaterThanOrEqual(25);
});

describe("every country and pseudo country × every way to say it × every home claim", () => {
  for (const scenario of SCENARIOS)
    for (const home of HOMES)
      it(`${scenario.title}, ${home.title}`, () => {
        const wrong: string[] = [];
        let cases = 0;
        for (const v of [...iso, ...PSEUDO]) {
          const facts = { ...scenario.said(v), home: home.of(v) };
          if (!possible(facts)) continue;
          cases++;
          const tightening = [...scenario.tightens(v).map((value) => (facts.header === value ? asHeader(value) : value)), home.of(v)].filter(said);
          // "all agree" says v in the claim as well, where no space is taken away.
          const claims = said(facts.claim) ? [facts.claim] : [];
          const expected = [scenario.decides(v), ...tightening, ...claims].every((value) => open.has(value as string));
          if (isRead(facts) !== expected) wrong.push(`${JSON.stringify(v)} should be ${expected ? "read" : "unread"}`);
        }
        expect(wrong).toEqual([]);
        expect(cases).toBeGreaterThan(249 + 25);
      });
});

it("stands in docs/regions.md as it is", () => {
  expect(page === regionsPage(), "docs/regions.md is stale: run node scripts/generate-regions.ts").toBe(true);
});
