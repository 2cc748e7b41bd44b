import path from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { buildWeb } from "./scripts/build-web.ts";

const at = (relative: string) => path.join(import.meta.dirname, relative);

/**
 * Three projects: `worker` runs inside workerd with the real bindings and the real model, `e2e` drives the built
 * bundle from Node, `browser` drives the pages in a real Chromium.
 */
export default defineConfig(async () => {
  await buildWeb();
  const migrations = await readD1Migrations(at("migrations/d1"));
  return {
    test: {
      coverage: { provider: "istanbul", include: ["worker/**/*.ts"], reporter: ["text-summary", "json-summary"] },
      projects: [
        {
          // Large binaries come in as data blobs: the module fallback service would send them as number arrays.
          resolve: {
            alias: [
              { find: /^.*ort-wasm-simd-threaded\.wasm$/, replacement: at("test/shims/ort-wasm.ts") },
              { find: /^.*artifact\/model\.onnx$/, replacement: at("test/shims/model.ts") },
              // Holds U+2028 as it is, which breaks the comment that vitest writes behind a cached module.
              { find: /^.*artifact\/tokenizer\.json$/, replacement: at("test/shims/tokenizer.ts") },
            ],
          },
          plugins: [
            cloudflareTest({
              wrangler: { configPath: "./wrangler.toml" },
              miniflare: {
                bindings: { TEST_MIGRATIONS: migrations, PERSON_SECRET: "test-person-secret", TOKEN_SECRET: "test-token-secret" },
                dataBlobBindings: {
                  TEST_ORT_WASM: at("node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm"),
                  TEST_MODEL: at("model/artifact/model.onnx"),
                  TEST_TOKENIZER: at("model/artifact/tokenizer.json"),
                },
                queueConsumers: { "inkling-ledger": { maxBatchTimeout: 0.05 } },
              },
            }),
          ],
          test: {
            name: "worker",
            include: ["test/**/*.test.ts"],
            exclude: ["test/e2e/**", "test/browser/**"],
            setupFiles: ["./test/setup.ts"],
            isolate: false,
            maxWorkers: 1,
            testTimeout: 30_000,
          },
        },
        { test: { name: "e2e", include: ["test/e2e/**/*.test.ts"], environment: "node", testTimeout: 60_000, hookTimeout: 120_000 } },
        {
          test: {
            name: "browser",
            include: ["test/browser/**/*.test.ts"],
            environment: "node",
            globalSetup: ["./test/browser/server.ts"],
            testTimeout: 180_000,
            hookTimeout: 180_000,
            fileParallelism: false,
          },
        },
      ],
    },
  };
});
