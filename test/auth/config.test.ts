import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../worker/config.ts";

const good = { STAGE: "dev", EFFECTIVE_FROM: "demo=2026-01-01T00:00:00Z", PERSON_SECRET: "person-secret-16", TOKEN_SECRET: "token-secret-16c" };

it("reads what is there", () => {
  expect(readConfig(good)).toEqual({
    stage: "dev",
    effectiveFrom: new Map([["demo", Date.parse("2026-01-01T00:00:00Z")]]),
    personSecret: "person-secret-16",
    tokenSecret: "token-secret-16c",
    upstream: null,
  });
});

it.each([
  [{ UPSTREAM_URL: "" }, null],
  [{ UPSTREAM_KEY: "k" }, null],
  [{ UPSTREAM_URL: "https://llm.example/v1" }, { url: "https://llm.example/v1", key: null }],
  [
    { UPSTREAM_URL: "http://localhost:1234/v1//", UPSTREAM_KEY: "k" },
    { url: "http://localhost:1234/v1", key: "k" },
  ],
  [
    { UPSTREAM_URL: "https://llm.example/v1", UPSTREAM_KEY: "" },
    { url: "https://llm.example/v1", key: null },
  ],
])("reads the upstream %j", (env, upstream) => expect(readConfig({ ...good, ...env }).upstream).toEqual(upstream));

const dates: [text: unknown, expected: Record<string, string>][] = [
  [undefined, {}],
  ["", {}],
  ["demo=2026-01-01", { demo: "2026-01-01T00:00:00.000Z" }],
  ["demo=2026-01-01T01:00+01:00", { demo: "2026-01-01T00:00:00.000Z" }],
  ["demo=2026-01-01T00:00:00Z, acme-2=2026-12-31T23:59:59.999Z", { demo: "2026-01-01T00:00:00.000Z", "acme-2": "2026-12-31T23:59:59.999Z" }],
];
it.each(dates)("reads EFFECTIVE_FROM %j", (text, expected) => {
  const read = readConfig({ ...good, EFFECTIVE_FROM: text }).effectiveFrom;
  expect(Object.fromEntries([...read].map(([tenant, at]) => [tenant, new Date(at).toISOString()]))).toEqual(expected);
});

const wrong: [key: string, env: Record<string, unknown>][] = [
  ["STAGE", { STAGE: undefined }],
  ["STAGE", { STAGE: "Dev" }],
  ["STAGE", { STAGE: "test" }],
  ["PERSON_SECRET", { PERSON_SECRET: undefined }],
  ["PERSON_SECRET", { PERSON_SECRET: "fifteen-letters" }],
  ["TOKEN_SECRET", { TOKEN_SECRET: "" }],
  ["TOKEN_SECRET", { TOKEN_SECRET: 42 }],
  ["TOKEN_SECRET", { TOKEN_SECRET: good.PERSON_SECRET }],
  ["UPSTREAM_URL", { UPSTREAM_URL: "llm.example" }],
  ["UPSTREAM_URL", { UPSTREAM_URL: "ftp://llm.example" }],
  ["UPSTREAM_URL", { UPSTREAM_URL: 1 }],
  ["UPSTREAM_KEY", { UPSTREAM_URL: "https://llm.example", UPSTREAM_KEY: 1 }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: 2026 }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=soon" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=2026-13-01" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=2026-02-30" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=2026-02-29T00:00:00Z" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=2026-01-01T00:00:00" }], // no zone: nobody's midnight
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=1767225600000" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=2026-01-01=x" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "De_mo=2026-01-01" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=2026-01-01,demo=2026-02-01" }],
  ["EFFECTIVE_FROM", { EFFECTIVE_FROM: "demo=2026-01-01," }],
];

describe("errors name the key and no secret", () => {
  it.each(wrong)("%s: %j", (key, env) => {
    let error: unknown;
    try {
      readConfig({ ...good, ...env });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).key).toBe(key);
    expect((error as ConfigError).message).toMatch(new RegExp(`^${key}: `));
    for (const secret of [good.PERSON_SECRET, good.TOKEN_SECRET, "fifteen-letters"]) expect((error as ConfigError).message).not.toContain(secret);
  });
});
