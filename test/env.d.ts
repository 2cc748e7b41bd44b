declare namespace Cloudflare {
  interface Env {
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
    TEST_MODEL: ArrayBuffer;
    TEST_ORT_WASM: ArrayBuffer;
  }
}
