/**
 * User tokens: short-lived JWTs that the operator's back end mints for one person.
 *
 * HS256 and nothing else; the token's own header chooses neither algorithm nor key. The unverified `ten` claim only
 * says which tenant's key to try: a lie there fails the signature.
 */
import { decodeJwt, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { TENANT_PATTERN } from "../config.ts";
import type { UserPrincipal } from "../domain/principal.ts";
import { type AuthFailure, unknownCaller } from "./failure.ts";
import { remember, tenantKey } from "./tenant-key.ts";

/** Longest life that a token may claim, seconds. A stolen token is worth an hour at most. */
export const MAX_LIFE_S = 3600;
/** How far the clocks of minter and Worker may stand apart, seconds. */
export const CLOCK_SKEW_S = 5;
/** Longer than any honest token; keeps the parser away from megabytes. Characters. */
const MAX_TOKEN_LENGTH = 2048;

const AUDIENCE = "inkling";
const ALGORITHM = "HS256";

/** A claim about place or age; anything may stand in it, the gate decides what it is worth. */
const claim = z.string().max(64).nullish();

const Claims = z.object({
  iss: z.string(),
  aud: z.literal(AUDIENCE),
  sub: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\x21-\x7e]+$/),
  ten: z.string().regex(TENANT_PATTERN),
  conn: z.enum(["client", "server"]),
  country: claim,
  home: claim,
  age: claim,
  iat: z.int(),
  exp: z.int(),
  nbf: z.int().optional(),
});

/** Who a token is for. */
export interface TokenSubject {
  readonly tenant: string;
  /** 1 to 128 visible ASCII characters. */
  readonly user: string;
  readonly conn: "client" | "server";
  readonly country?: string;
  readonly home?: string;
  readonly age?: string;
  /** Seconds, at most {@link MAX_LIFE_S}. */
  readonly life: number;
}

/** The principal behind a token, or why it is not let in. Never throws for anything a caller can send. `now` is epoch ms. */
export async function verifyUserToken(token: string, config: { readonly tokenSecret: string }, now: number): Promise<UserPrincipal | AuthFailure> {
  const tenant = claimedTenant(token);
  if (tenant === null) return unknownCaller("The credential is not a user token.");
  const key = await tenantKey(config.tokenSecret, tenant);
  const claims = await verifiedClaims(token, key, tenant, now);
  if (claims === null) return unknownCaller("The user token is not valid, or not valid now.");
  remember(config.tokenSecret, tenant, key);
  return {
    kind: "user",
    tenant,
    user: claims.sub,
    conn: claims.conn,
    country: claims.country ?? null,
    home: claims.home ?? null,
    age: claims.age ?? null,
  };
}

/** Signs a token. For back ends and the development script; throws RangeError for a life that verification would refuse. */
export async function mintUserToken(subject: TokenSubject, config: { readonly tokenSecret: string }, now: number): Promise<string> {
  if (!Number.isInteger(subject.life) || subject.life < 1 || subject.life > MAX_LIFE_S) throw new RangeError(`life must be 1 to ${MAX_LIFE_S} seconds`);
  if (!TENANT_PATTERN.test(subject.tenant)) throw new RangeError(`tenant must match ${TENANT_PATTERN}`);
  const issued = Math.floor(now / 1000);
  const { tenant: ten, user, conn, country, home, age } = subject;
  return new SignJWT({
    ten,
    conn,
    ...(country === undefined ? {} : { country }),
    ...(home === undefined ? {} : { home }),
    ...(age === undefined ? {} : { age }),
  })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setIssuer(issuerOf(ten))
    .setAudience(AUDIENCE)
    .setSubject(user)
    .setIssuedAt(issued)
    .setExpirationTime(issued + subject.life)
    .sign(await tenantKey(config.tokenSecret, ten));
}

const issuerOf = (tenant: string): string => `inkling:${tenant}`;

/** The tenant that the token says it is of, unverified; null for anything that is not shaped like a token. */
function claimedTenant(token: string): string | null {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  try {
    const { ten } = decodeJwt(token);
    return typeof ten === "string" && TENANT_PATTERN.test(ten) ? ten : null;
  } catch {
    return null;
  }
}

/** Signature, audience, issuer, times and shape; null when any of them fails. The reason stays inside on purpose. */
async function verifiedClaims(token: string, key: CryptoKey, tenant: string, now: number): Promise<z.infer<typeof Claims> | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      issuer: issuerOf(tenant),
      audience: AUDIENCE,
      requiredClaims: ["exp", "iat", "sub"],
      currentDate: new Date(now),
      clockTolerance: CLOCK_SKEW_S,
    });
    const claims = Claims.safeParse(payload).data;
    if (claims === undefined || claims.ten !== tenant) return null;
    const minted = claims.iat <= now / 1000 + CLOCK_SKEW_S;
    const short = claims.exp > claims.iat && claims.exp - claims.iat <= MAX_LIFE_S;
    return minted && short ? claims : null;
  } catch {
    return null;
  }
}
