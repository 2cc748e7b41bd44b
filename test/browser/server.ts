/** Starts the real bundle with its pages once for all tests of this project, on a free port and with fresh storage. */
import path from "node:path";
import type { TestProject } from "vitest/node";
import { createTestHarness } from "wrangler";

const ROOT = path.join(import.meta.dirname, "../..");

declare module "vitest" {
  interface ProvidedContext {
    readonly base: string;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const secrets = { PERSON_SECRET: "browser-person-secret-of-the-tests", TOKEN_SECRET: "browser-token-secret-of-the-tests!" };
  const server = createTestHarness({ root: ROOT, workers: [{ configPath: "./wrangler.toml", secrets }] });
  const { url } = await server.listen();
  await server.getWorker().applyD1Migrations("DB");
  provide("base", url.origin);
  return () => server.close();
}
