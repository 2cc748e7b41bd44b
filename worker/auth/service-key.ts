/**
 * Service keys: `ik_<tenant>_<id>_<random>`, long-lived, with scopes, stored as a hash only.
 *
 * A found row is kept in the isolate for a minute, so a revoked key may live that much longer there.
 */
import { TENANT_PATTERN } from "../config.ts";
import type { Scope, ServicePrincipal } from "../domain/principal.ts";
import { type AuthFailure, unknownCaller } from "./failure.ts";

/** How long a row may be believed without asking again. */
export const KEY_CACHE_MS = 60_000;
/** Rows kept per isolate; a Worker has few callers. */
const MAX_CACHED_KEYS = 256;
/** 6 bytes tell keys apart, 24 bytes cannot be guessed. */
const ID_BYTES = 6;
const RANDOM_BYTES = 24;

const KEY_PATTERN = new RegExp(`^ik_(${TENANT_PATTERN.source.slice(1, -1)})_([0-9a-f]{${ID_BYTES * 2}})_[0-9a-f]{${RANDOM_BYTES * 2}}$`);

/** What is stored of a key. */
export interface ServiceKeyRow {
  readonly id: string;
  readonly tenant: string;
  /** SHA-256 of the whole key, lower-case hex. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms from which the key is void; null while it is good. */
  readonly revokedAt: number | null;
}

/** Finds the row of a key id. May reject: that is a fault, not a refusal. */
export type FindKey = (id: string) => Promise<ServiceKeyRow | undefined>;

/** Only Workers have the constant-time comparison; making a key works in Node as well. */
const workersSubtle = crypto.subtle as SubtleCrypto & { timingSafeEqual(a: ArrayBufferView, b: ArrayBufferView): boolean };

const cache = new Map<string, { readonly row: ServiceKeyRow; readonly until: number }>();

/** Is this shaped like a service key? Says nothing about whether it is one. */
export const looksLikeServiceKey = (credential: string): boolean => credential.startsWith("ik_");

/** The principal behind a key, or why it is not let in. `now` is epoch ms. */
export async function verifyServiceKey(key: string, findKey: FindKey, now: number): Promise<ServicePrincipal | AuthFailure> {
  const [, tenant, id] = KEY_PATTERN.exec(key) ?? [];
  if (tenant === undefined || id === undefined) return unknownCaller("The credential is not a service key.");
  const row = await cachedRow(id, findKey, now);
  const presented = await sha256(key);
  // An unknown key is compared as well, with a hash that nothing has, so that both cases take the same steps.
  const same = workersSubtle.timingSafeEqual(presented, fromHex(row?.hash ?? ""));
  const good = same && row !== undefined && row.id === id && row.tenant === tenant && (row.revokedAt === null || row.revokedAt > now);
  return good ? { kind: "service", tenant, key: id, scopes: row.scopes } : unknownCaller("The service key is unknown or revoked.");
}

/** Makes a key. `key` is shown once and never stored; `row` is what is stored. Throws RangeError for a malformed tenant. */
export async function newServiceKey(tenant: string, scopes: readonly Scope[], now: number): Promise<{ readonly key: string; readonly row: ServiceKeyRow }> {
  if (!TENANT_PATTERN.test(tenant)) throw new RangeError(`tenant must match ${TENANT_PATTERN}`);
  const id = randomHex(ID_BYTES);
  const key = `ik_${tenant}_${id}_${randomHex(RANDOM_BYTES)}`;
  return { key, row: { id, tenant, hash: toHex(await sha256(key)), scopes, createdAt: now, revokedAt: null } };
}

async function cachedRow(id: string, findKey: FindKey, now: number): Promise<ServiceKeyRow | undefined> {
  const kept = cache.get(id);
  if (kept !== undefined && kept.until > now) return kept.row;
  cache.delete(id);
  const row = await findKey(id);
  // Unknown ids are not kept: whoever guesses never guesses the same one twice.
  if (row !== undefined) {
    if (cache.size >= MAX_CACHED_KEYS) cache.clear();
    cache.set(id, { row, until: now + KEY_CACHE_MS });
  }
  return row;
}

const sha256 = async (text: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** 32 bytes; zeros where the text is no SHA-256. */
function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(32);
  if (/^[0-9a-f]{64}$/.test(hex)) for (let at = 0; at < 32; at++) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

const randomHex = (length: number): string => toHex(crypto.getRandomValues(new Uint8Array(length)));
