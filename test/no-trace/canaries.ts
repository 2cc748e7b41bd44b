/**
 * Canaries: words that nobody else in the world writes, sent in every place where a person's words can travel, and looked
 * for afterwards in every place where something could be kept. Each begins with the same mark, so one look at a text
 * finds all ten thousand of them, in any of the forms in which a program might write them down.
 */

/** Mixed case on purpose: a lower-cased copy is a form of its own. */
const MARK = "QzVxkJwpH";

const encoder = new TextEncoder();
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Base64 of the mark as it looks at each of the three places where it may begin; the characters that its neighbours change are left out. */
const BASE64 = [0, 1, 2].map((before) => {
  const text = base64(encoder.encode("-".repeat(before) + MARK)).replace(/=+$/, "");
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + MARK.length) * 8) / 6));
});

/** Digests are known by their first 64 bits; a kept fingerprint need not be whole. */
const DIGEST_BYTES = 8;

/** A flock of its own for each situation. */
export class Canaries {
  readonly #words: string[] = [];
  readonly #texts: string[] = [];

  /** How many have been sent. */
  get size(): number {
    return this.#words.length;
  }

  /** One canary that was never sent before. */
  word(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    const word = MARK + hex(bytes);
    this.#words.push(word);
    return word;
  }

  /** A sentence with `count` canaries behind its words. */
  text(sentence: string, count = 4): string {
    const text = `${sentence} ${Array.from({ length: count }, () => this.word()).join(" ")}`;
    this.#texts.push(text);
    return text;
  }

  /** Who looks for them: canaries, lower case, hex and base64 of them, and SHA-256 of each and of each whole text. */
  async seeker(): Promise<Seeker> {
    const digests = new Set<string>();
    const add = async (text: string) => {
      const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
      digests.add(hex(bytes.subarray(0, DIGEST_BYTES)));
      digests.add(base64(bytes).slice(0, BASE64_DIGEST));
    };
    for (const text of [...this.#words, ...this.#texts]) await Promise.all([add(text), add(text.toLowerCase())]);
    return (place) => formsIn(place, digests);
  }
}

/** The forms in which canaries stand in a text; none is what is hoped for. */
export type Seeker = (place: string) => string[];

const HEX_DIGEST = DIGEST_BYTES * 2;
/** Whole base64 characters within the first 64 bits. */
const BASE64_DIGEST = Math.floor((DIGEST_BYTES * 8) / 6);

function formsIn(place: string, digests: ReadonlySet<string>): string[] {
  const lower = place.toLowerCase();
  const forms: string[] = [];
  if (place.includes(MARK)) forms.push("plain");
  else if (lower.includes(MARK.toLowerCase())) forms.push("another case");
  if (lower.includes(hex(encoder.encode(MARK))) || lower.includes(hex(encoder.encode(MARK.toLowerCase())))) forms.push("hex");
  const standard = place.replaceAll("-", "+").replaceAll("_", "/");
  if (BASE64.some((text) => standard.includes(text))) forms.push("base64");
  if (runs(lower, /[0-9a-f]{16,}/g, HEX_DIGEST).some((part) => digests.has(part))) forms.push("sha256");
  else if (runs(standard, /[0-9A-Za-z+/]{10,}/g, BASE64_DIGEST).some((part) => digests.has(part))) forms.push("sha256 in base64");
  return forms;
}

/** Every part of that length within every run of such characters. */
function runs(text: string, run: RegExp, length: number): string[] {
  return [...text.matchAll(run)].flatMap(([found]) => Array.from({ length: found.length - length + 1 }, (_, at) => found.slice(at, at + length)));
}
