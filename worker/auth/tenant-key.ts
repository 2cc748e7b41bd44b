/**
 * One signing key a tenant, derived from one secret, so that no tenant can sign for another.
 *
 * The operator's back end gets the derived key (never TOKEN_SECRET) and mints user tokens with it.
 */

/** Imported keys of tenants whose tokens verified. Bounded: a Worker serves few tenants, an attacker may name many. */
const imported = new Map<string, CryptoKey>();
const MAX_IMPORTED = 64;

const utf8 = new TextEncoder();

/** The 32 bytes with which the tenant signs: HMAC-SHA-256(secret, "user-token:" + tenant). */
export async function tenantKeyBytes(secret: string, tenant: string): Promise<Uint8Array<ArrayBuffer>> {
  const master = await crypto.subtle.importKey("raw", utf8.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", master, utf8.encode(`user-token:${tenant}`)));
}

/** The same as a key for HS256. Kept for the next call only once {@link remember} was told that it was worth it. */
export async function tenantKey(secret: string, tenant: string): Promise<CryptoKey> {
  return (
    imported.get(cacheId(secret, tenant)) ??
    crypto.subtle.importKey("raw", await tenantKeyBytes(secret, tenant), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"])
  );
}

/** Keeps the key of a tenant in this isolate; called after a token verified with it, so that forged names cannot fill it. */
export function remember(secret: string, tenant: string, key: CryptoKey): void {
  if (imported.size >= MAX_IMPORTED) imported.clear();
  imported.set(cacheId(secret, tenant), key);
}

const cacheId = (secret: string, tenant: string): string => `${tenant}:${secret}`;
