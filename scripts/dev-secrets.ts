/** The secrets of local development: made once, random, kept in the git-ignored `.dev.vars`. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./root.ts";

const FILE = path.join(ROOT, ".dev.vars");
const NAMES = ["PERSON_SECRET", "TOKEN_SECRET"] as const;

/** Names and values of the development secrets; writes the file when there is none and adds what is missing, never overwrites. */
export function devSecrets(): Record<(typeof NAMES)[number], string> {
  const text = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  const found = new Map(
    text.split("\n").flatMap((line) => {
      const [, name, value] = /^\s*([A-Z_]+)\s*=\s*"?([^"\s]*)"?\s*$/.exec(line) ?? [];
      return name && value ? [[name, value] as const] : [];
    }),
  );
  const missing = NAMES.filter((name) => !found.has(name));
  for (const name of missing) found.set(name, randomBytes(32).toString("hex"));
  if (missing.length > 0) {
    const head = text === "" ? "# Development secrets of this machine. Made by scripts/dev-secrets.ts; not committed.\n" : text.replace(/\n*$/, "\n");
    writeFileSync(FILE, head + missing.map((name) => `${name}=${found.get(name)}\n`).join(""), { mode: 0o600 });
  }
  return { PERSON_SECRET: found.get("PERSON_SECRET") ?? "", TOKEN_SECRET: found.get("TOKEN_SECRET") ?? "" };
}
