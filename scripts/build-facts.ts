/**
 * Facts for the transparency page that are known when it is built: the shipped model's manifest and measurements, and
 * the table of proofs. What does not exist yet is null, and the page says so.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What `dist/web/facts.json` holds. */
export interface Facts {
  /** The day on which the pages were built, ISO 8601. */
  readonly built: string;
  /** `model/artifact/manifest.json` as it is. */
  readonly manifest: unknown;
  /** `model/reports/*.json` by file name without ending. */
  readonly reports: Readonly<Record<string, unknown>>;
  /** `docs/proofs.json` as it is. */
  readonly proofs: unknown;
}

const json = (file: string): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);

/** Reads the facts below the project's top folder. @throws where a file is not JSON */
export function buildFacts(root: string): Facts {
  const reports = path.join(root, "model/reports");
  const names = existsSync(reports) ? readdirSync(reports).filter((name) => name.endsWith(".json")) : [];
  return {
    built: new Date().toISOString().slice(0, 10),
    manifest: json(path.join(root, "model/artifact/manifest.json")),
    reports: Object.fromEntries(names.sort().map((name) => [name.slice(0, -".json".length), json(path.join(reports, name))])),
    proofs: json(path.join(root, "docs/proofs.json")),
  };
}
