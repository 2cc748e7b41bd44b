/**
 * Imports go one way: index ▸ app ▸ routes ▸ pipeline ▸ stages ▸ domain, and stages never import each other.
 * Prints each import that goes another way.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./root.ts";

const WORKER = path.join(ROOT, "worker");
const STAGES = ["auth", "gate", "classify", "suppress", "profile", "decision", "ledger"];
/** Rank of a file's layer: it may import its own layer and those below. */
const LAYERS = ["domain", "stage", "pipeline", "routes", "app", "index"];

function layerOf(file: string): { rank: number; stage: string | null } {
  const [top = ""] = file.split("/");
  if (STAGES.includes(top)) return { rank: LAYERS.indexOf("stage"), stage: top };
  if (top === "domain") return { rank: 0, stage: null };
  if (top === "routes") return { rank: LAYERS.indexOf("routes"), stage: null };
  if (top === "index.ts") return { rank: LAYERS.indexOf("index"), stage: null };
  if (top === "app.ts") return { rank: LAYERS.indexOf("app"), stage: null };
  // config.ts and the other files beside the pipeline hand values between stages.
  return { rank: top === "config.ts" ? 0 : LAYERS.indexOf("pipeline"), stage: null };
}

/** Every import of ours that points up or sideways, as "file imports file". */
export function wrongImports(): string[] {
  const files = readdirSync(WORKER, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !file.startsWith("web"),
  );
  return files.flatMap((file) => {
    const from = layerOf(file);
    const source = readFileSync(path.join(WORKER, file), "utf8");
    return [...source.matchAll(/from "(\.{1,2}\/[^"]+\.ts)"/g)].flatMap(([, target = ""]) => {
      const imported = path.relative(WORKER, path.resolve(path.dirname(path.join(WORKER, file)), target));
      const to = layerOf(imported);
      const sideways = from.stage !== null && to.stage !== null && from.stage !== to.stage;
      return to.rank > from.rank || sideways ? [`worker/${file} imports worker/${imported}`] : [];
    });
  });
}
