/** The table of other models, from the reports that the training code writes on the same validation messages. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { number, percent, table } from "./report.ts";

/** One part of a report, as `report()` of model/inkling_model/score.py writes it. */
interface Part {
  readonly n: number;
  readonly leaf_f1: number;
  readonly tier1_f1: number;
  readonly top1: { readonly share: number | null };
  readonly intent: { readonly share: number | null };
  readonly any_auc: number;
  readonly sensitive_recall: { readonly share: number | null };
  readonly over_suppression: { readonly share: number | null };
  readonly over_at_95: number | null;
}
type Report = Readonly<Record<string, Part>>;

const NAMES: Readonly<Record<string, string>> = {
  tfidf_linear: "TF-IDF + linear",
  static_mean: "average of static embeddings + linear",
  minilm_frozen: "all-MiniLM-L6 frozen + linear",
};
/** The teachers of the shipped student: each alone, and their mean, which it learned from. */
const TEACHERS: Readonly<Record<string, string>> = {
  "teacher-e5": "teacher, e5 12 × 384",
  "teacher-minilm": "teacher, MiniLM 6 × 384, English",
  "teacher-mpnet": "teacher, MPNet 12 × 768, English",
  together: "teachers together",
};
const PARTS: Readonly<Record<string, string>> = {
  real: "real openings",
  retold: "real, retold in fr es pt",
  own: "own, en",
  own_frespt: "own, fr es pt",
  followups: "follow-ups",
  followups_last_message_alone: "follow-ups, last message alone",
};

/** One block for every part of the validation set: baselines, teacher, student in float and as shipped. */
export function baselineTable(folder: string): string {
  const read = (name: string): Record<string, unknown> => {
    const file = path.join(folder, name);
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : {};
  };
  const { int8, float } = read("student.json");
  const models: [string, unknown][] = [
    ...Object.entries(read("baselines.json")).map(([name, report]): [string, unknown] => [NAMES[name] ?? name, report]),
    ...Object.entries(read("teacher.json")).map(([name, report]): [string, unknown] => [TEACHERS[name] ?? name, report]),
    ["student, float", float],
    ["student, int8", int8],
  ];
  const measured = models.filter((model): model is [string, Report] => model[1] !== undefined);
  if (measured.length === 0) return "No report in model/reports.";
  const blocks = Object.entries(PARTS).flatMap(([part, title]) => {
    const rows = measured.flatMap(([name, report]) => (report[part]?.n === undefined ? [] : [row(name, report[part])]));
    return rows.length === 0 ? [] : [`${title[0]?.toUpperCase()}${title.slice(1)}:\n\n${table(HEAD, rows)}`];
  });
  return blocks.join("\n\n");
}

const HEAD = ["model", "n", "leaf F1", "tier-1 F1", "top-1", "intent", "any-sensitive AUC", "sensitive stopped", "clean stopped", "clean stopped at 95 %"];

function row(name: string, part: Part): (string | number)[] {
  const share = ({ share }: { share: number | null }) => share ?? Number.NaN;
  return [
    name,
    part.n,
    number(part.leaf_f1),
    number(part.tier1_f1),
    number(share(part.top1)),
    number(share(part.intent)),
    number(part.any_auc),
    percent(share(part.sensitive_recall)),
    percent(share(part.over_suppression)),
    percent(part.over_at_95 ?? Number.NaN),
  ];
}
