/** Codes that a person copies from one screen to another: twelve characters without look-alikes, 60 bits. */

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;
const GROUP = 4;

/** For example "7F3K-9QWD-2M8X". */
export function newCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  const characters = [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
  return characters.match(new RegExp(`.{${GROUP}}`, "g"))?.join("-") ?? characters;
}

/** What was typed, without case, spaces and dashes, and with look-alikes set right. */
export const normalised = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
