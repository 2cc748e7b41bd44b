/** The net itself: a canary that somebody did leave behind is found, whatever form it has and wherever it lies. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { Canaries } from "./canaries.ts";
import { newObjects, objects, rowsOfD1, rowsOfObject } from "./stores.ts";

const encoder = new TextEncoder();
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const sha256 = async (text: string) => new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));

const WAYS: readonly (readonly [name: string, write: (word: string, text: string) => string | Promise<string>, form: string])[] = [
  ["as it is", (word) => word, "plain"],
  ["within a sentence", (_, text) => text, "plain"],
  ["cut short", (word) => word.slice(0, 12), "plain"],
  ["in lower case", (word) => word.toLowerCase(), "another case"],
  ["in upper case", (word) => word.toUpperCase(), "another case"],
  ["in hex", (word) => hex(encoder.encode(word)), "hex"],
  ["in base64", (word) => base64(encoder.encode(word)), "base64"],
  ["in base64, one byte later", (word) => base64(encoder.encode(`"${word}`)), "base64"],
  ["in base64, two bytes later", (word) => base64(encoder.encode(`{"${word}"}`)), "base64"],
  ["its SHA-256", async (word) => hex(await sha256(word)), "sha256"],
  ["SHA-256 of the sentence", async (_, text) => hex(await sha256(text)), "sha256"],
  ["the first half of it", async (_, text) => hex(await sha256(text)).slice(0, 32), "sha256"],
  [
    "SHA-256 of the sentence in base64url",
    async (_, text) =>
      base64(await sha256(text))
        .replaceAll("+", "-")
        .replaceAll("/", "_"),
    "sha256 in base64",
  ],
];

test.each(WAYS)("finds it %s", async (_, write, form) => {
  const flock = new Canaries();
  const word = flock.word();
  const text = flock.text("a tent for two people", 1);
  const seek = await flock.seeker();
  expect(seek(`[{"slot":1,"body":"{\\"topic\\":\\"672\\",\\"note\\":\\"${await write(word, text)}\\"}"}]`)).toEqual([form]);
});

test("finds nothing in what is ordinary", async () => {
  const flock = new Canaries();
  for (let many = 0; many < 2_000; many++) flock.text("a tent for two people", 1);
  const seek = await flock.seeker();
  const ordinary = Array.from(
    { length: 500 },
    () => `${crypto.randomUUID()} ${hex(crypto.getRandomValues(new Uint8Array(32)))} ${base64(crypto.getRandomValues(new Uint8Array(32)))}`,
  );
  expect(seek(`a tent for two people QzVxkJwp ${ordinary.join(" ")}`)).toEqual([]);
});

describe("reads back", () => {
  test("every table of D1", async () => {
    const word = new Canaries().word();
    await env.DB.prepare("CREATE TABLE IF NOT EXISTS planted (bytes BLOB)").run();
    await env.DB.prepare("INSERT INTO planted VALUES (?)").bind(encoder.encode(word).buffer).run();
    expect(await rowsOfD1()).toContain(hex(encoder.encode(word)));
    await env.DB.prepare("DROP TABLE planted").run();
  });

  test("every table and every key of an object", async () => {
    const before = await objects();
    const [inTable, inKey] = [new Canaries().word(), new Canaries().word()];
    await runInDurableObject(env.PERSON.getByName(`planted-${crypto.randomUUID()}`), async (_, { storage }) => {
      storage.sql.exec("CREATE TABLE planted (word TEXT)");
      storage.sql.exec("INSERT INTO planted VALUES (?)", inTable);
      await storage.put("planted", inKey);
    });
    const [stub] = await newObjects(before);
    const rows = stub ? await rowsOfObject(stub) : "";
    expect(rows).toContain(inTable);
    expect(rows).toContain(inKey);
    if (stub) await runInDurableObject(stub, (_, { storage }) => storage.deleteAll());
  });
});
