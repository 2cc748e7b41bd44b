import { defineConfig } from "vitest/config";

/** The tests of the pure stages in plain Node, for `npm run mutation`: thousands of short runs without workerd. */
export default defineConfig({
  test: { include: ["test/{gate,suppress}/**/*.test.ts"], environment: "node", isolate: false },
});
