/**
 * Names of objects and fingerprints of ids: HMAC-SHA-256 with the deployment's secret. Nobody without the secret can find
 * a person's object, or tell from a stored fingerprint which message it was.
 */

const encoder = new TextEncoder();

export interface Names {
  /** The object of a person on a surface; the empty surface is the person's root. */
  person(tenant: string, surface: string, user: string): Promise<string>;
  code(tenant: string, code: string): Promise<string>;
  /** A short keyed hash of a caller's id, different for every person and kind. 96 bits. */
  fingerprint(kind: "message" | "event" | "conversation", root: string, id: string): Promise<string>;
}

const FINGERPRINT_BYTES = 12;

/** @throws {Error} when the secret is empty */
export function names(secret: string): Names {
  if (secret === "") throw new Error("PERSON_SECRET must not be empty");
  const key = crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  key.catch(() => {});
  // JSON keeps the parts apart whatever they contain: ["a","b|c"] and ["a|b","c"] are different bytes.
  const sign = async (...parts: readonly string[]) => new Uint8Array(await crypto.subtle.sign("HMAC", await key, encoder.encode(JSON.stringify(parts))));
  return {
    person: async (tenant, surface, user) => base64url(await sign("person", tenant, surface, user)),
    code: async (tenant, code) => base64url(await sign("code", tenant, code)),
    fingerprint: async (kind, root, id) => base64url((await sign(kind, root, id)).subarray(0, FINGERPRINT_BYTES)),
  };
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
