declare namespace Cloudflare {
  interface Env {
    TEST_MIGRATIONS: import("cloudflare:test").D1Migration[];
    TEST_MODEL: ArrayBuffer;
    TEST_ORT_WASM: ArrayBuffer;
    TEST_TOKENIZER: ArrayBuffer;
  }
}

/** Vite's way to import a file as text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
