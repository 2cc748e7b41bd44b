/** The table of baselines, from the reports that the training code writes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { number, table } from "./report.ts";

/** `table()` of model/inkling_model/metrics.py: numbers by part of the validation set. */
type Parts = Readonly<Record<string, Readonly<Record<string, number>>>>;
interface Report {
  readonly name: string;
  readonly validation: Parts;
}

const COLUMNS = ["leaf_f1", "tier1_f1_both", "top1", "intent", "any_auc", "recall_at_10"] as const;

/** One row for every report with a validation table, by part. */
export function baselineTable(folder: string): string {
  const reports = (
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith(".json"))
          .sort()
      : []
  )
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Partial<Report>)
    .filter((report): report is Report => report.name !== undefined && report.validation !== undefined);
  if (reports.length === 0) return "No report in model/reports.";
  const rows = reports.flatMap(({ name, validation }) =>
    Object.entries(validation).map(([part, numbers]) => [name, part, numbers.n ?? "–", ...COLUMNS.map((column) => number(numbers[column] ?? Number.NaN))]),
  );
  return table(["model", "validation part", "n", "leaf F1", "tier-1 F1", "top-1", "intent", "any-sensitive AUC", "recall at 10 % over-suppression"], rows);
}
