/** Tokens as an attacker or a clumsy back end would make them: any header, any claims, any key. */
import { base64url } from "jose";
import { tenantKeyBytes } from "../../worker/auth/tenant-key.ts";

export const SECRET = "a-test-token-secret";
export const NOW = Date.parse("2026-06-01T12:00:00Z");
export const NOW_S = NOW / 1000;

/** Claims of a good token of tenant "demo" for user "u1", valid for a quarter of an hour from NOW. */
export const goodClaims = {
  iss: "inkling:demo",
  aud: "inkling",
  sub: "u1",
  ten: "demo",
  conn: "client",
  country: "US",
  age: "adult",
  iat: NOW_S,
  exp: NOW_S + 900,
};

const utf8 = new TextEncoder();
const part = (value: unknown) => base64url.encode(utf8.encode(typeof value === "string" ? value : JSON.stringify(value)));

/** header.payload.signature with an HMAC of the given hash, whatever the header says. */
export async function forge(
  header: unknown,
  claims: unknown,
  key: Uint8Array<ArrayBuffer>,
  hash: "SHA-256" | "SHA-384" | "SHA-512" = "SHA-256",
): Promise<string> {
  const signed = `${part(header)}.${part(claims)}`;
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash }, false, ["sign"]);
  return `${signed}.${base64url.encode(new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8.encode(signed))))}`;
}

/** A token signed with the tenant's own key, the good claims changed by `change`; undefined takes a claim away. */
export const signed = async (
  change: Record<string, unknown> = {},
  header: Record<string, unknown> = { alg: "HS256", typ: "JWT" },
  tenant = "demo",
): Promise<string> => forge(header, { ...goodClaims, ...change }, await tenantKeyBytes(SECRET, tenant));

/** header.payload. without any signature. */
export const unsigned = (header: unknown, claims: unknown): string => `${part(header)}.${part(claims)}.`;
