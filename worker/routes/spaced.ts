/** Answers of one length, so that what travels encrypted does not tell a suppressed message from another. */

/** Answers are filled with blanks to a multiple of this; every skipped answer with an id of up to 80 characters fits once. */
export const BLOCK_BYTES = 512;

/** JSON of the value, filled with trailing blanks (which JSON ignores) to a multiple of {@link BLOCK_BYTES}. */
export function spacedJson(value: unknown): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const filled = new Uint8Array(Math.ceil(bytes.length / BLOCK_BYTES) * BLOCK_BYTES).fill(0x20);
  filled.set(bytes);
  return filled;
}
