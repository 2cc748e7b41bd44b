/**
 * Builds the pages: every `worker/web/<page>/main.ts` becomes `dist/web/<page>.js` with `worker/web/page.html` around it, the
 * design system one `dist/web/design.css`, `worker/web/static` is copied as it is, facts that are known at build time (model, proofs)
 * become `dist/web/facts.json`, and the viewer of the API description is taken from its package, so that `/docs`
 * works offline.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { buildFacts } from "./build-facts.ts";
import { ROOT } from "./root.ts";

const WEB = path.join(ROOT, "worker/web");
const OUT = path.join(ROOT, "dist/web");

/** The page that stands at the root of the address; the others stand at their name. */
const FRONT = "playground";

/** Files by their path below `dist/web`. */
type Files = Map<string, Uint8Array>;

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [path.relative(folder, path.join(entry.parentPath, entry.name))] : [],
      )
    : [];

/** Makes `dist/web` hold exactly these files. What did not change is not touched: a server may be reading it. */
function deliver(files: Files): void {
  for (const name of filesIn(OUT)) if (!files.has(name)) rmSync(path.join(OUT, name));
  for (const [name, bytes] of files) {
    const file = path.join(OUT, name);
    if (existsSync(file) && readFileSync(file).equals(bytes)) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

/** Builds `dist/web`. @throws when a page does not compile */
export async function buildWeb(): Promise<void> {
  const pages = readdirSync(WEB, { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(path.join(WEB, entry.name, "main.ts")));
  const { outputFiles } = await build({
    entryPoints: [...pages.map(({ name }) => ({ in: path.join(WEB, name, "main.ts"), out: name })), { in: path.join(WEB, "design/design.css"), out: "design" }],
    outdir: OUT,
    write: false,
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
  const files: Files = new Map(outputFiles.map((file) => [path.relative(OUT, file.path), file.contents]));
  const shell = readFileSync(path.join(WEB, "page.html"), "utf8");
  for (const { name } of pages) files.set(name === FRONT ? "index.html" : `${name}.html`, new TextEncoder().encode(shell.replace("%PAGE%", name)));
  for (const name of filesIn(path.join(WEB, "static"))) files.set(name, readFileSync(path.join(WEB, "static", name)));
  files.set("vendor/rapidoc.js", readFileSync(path.join(ROOT, "node_modules/rapidoc/dist/rapidoc-min.js")));
  files.set("facts.json", new TextEncoder().encode(JSON.stringify(buildFacts(ROOT))));
  deliver(files);
}

if (import.meta.main) await buildWeb();
