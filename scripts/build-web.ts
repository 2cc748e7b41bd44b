/**
 * Builds the pages: every `worker/web/<page>/main.ts` becomes `dist/web/<page>.js`, `worker/web/static` is copied as
 * it is, and the viewer of the API description is taken from its package, so that `/docs` works offline.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const ROOT = path.join(import.meta.dirname, "..");
const WEB = path.join(ROOT, "worker/web");
const OUT = path.join(ROOT, "dist/web");

/** Builds into a fresh `dist/web`. @throws when a page does not compile */
export async function buildWeb(): Promise<void> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(path.join(OUT, "vendor"), { recursive: true });
  cpSync(path.join(WEB, "static"), OUT, { recursive: true });
  cpSync(path.join(ROOT, "node_modules/rapidoc/dist/rapidoc-min.js"), path.join(OUT, "vendor/rapidoc.js"));
  const pages = readdirSync(WEB, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(path.join(WEB, entry.name, "main.ts")));
  await build({
    entryPoints: pages.map(({ name }) => ({ in: path.join(WEB, name, "main.ts"), out: name })),
    outdir: OUT,
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    logLevel: "warning",
  });
}

if (import.meta.main) await buildWeb();
