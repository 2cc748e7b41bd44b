/**
 * Builds the pages: every `worker/web/<page>/main.ts` becomes `dist/web/<page>.js`, the design system one
 * `dist/web/design.css`, `worker/web/static` is copied as it is, facts that are known at build time (model, proofs)
 * become `dist/web/facts.json`, and the viewer of the API description is taken from its package, so that `/docs`
 * works offline.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { buildFacts } from "./build-facts.ts";

const ROOT = path.join(import.meta.dirname, "..");
const WEB = path.join(ROOT, "worker/web");
const OUT = path.join(ROOT, "dist/web");

/** Builds into a fresh `dist/web`. @throws when a page does not compile */
export async function buildWeb(): Promise<void> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(path.join(OUT, "vendor"), { recursive: true });
  cpSync(path.join(WEB, "static"), OUT, { recursive: true });
  cpSync(path.join(ROOT, "node_modules/rapidoc/dist/rapidoc-min.js"), path.join(OUT, "vendor/rapidoc.js"));
  writeFileSync(path.join(OUT, "facts.json"), JSON.stringify(buildFacts(ROOT)));
  const pages = readdirSync(WEB, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(path.join(WEB, entry.name, "main.ts")));
  await build({
    entryPoints: [
      ...pages.map(({ name }) => ({ in: path.join(WEB, name, "main.ts"), out: name })),
      { in: path.join(WEB, "design/design.css"), out: "design" },
    ],
    outdir: OUT,
    bundle: true,
    format: "esm",
    // What pages share, and the messages of each language, become files of their own that are loaded when needed.
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    charset: "utf8",
    target: "es2022",
    logLevel: "warning",
  });
}

if (import.meta.main) await buildWeb();
