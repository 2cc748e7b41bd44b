/** Everything that somebody could try to be read as somebody else, from elsewhere, or older. None of it loosens a verdict. */
import { base64url, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { authenticateService, authenticateUser } from "../../worker/auth/authenticate.ts";
import { newServiceKey, type ServiceKeyRow } from "../../worker/auth/service-key.ts";
import { tenantKeyBytes } from "../../worker/auth/tenant-key.ts";
import { gate } from "../../worker/gate/gate.ts";
import { gateInput } from "../../worker/gate/input.ts";
import { forge, goodClaims, NOW, NOW_S, SECRET, signed, unsigned } from "./minting.ts";

const HS256 = { alg: "HS256", typ: "JWT" };
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

const demoKey = await newServiceKey("demo", ["profiles:read"], NOW);
const acmeKey = await newServiceKey("acme", ["profiles:read"], NOW);
const revoked = await newServiceKey("demo", ["profiles:read"], NOW - 1000);
const rows = new Map<string, ServiceKeyRow>([demoKey.row, acmeKey.row, { ...revoked.row, revokedAt: NOW - 1 }].map((row) => [row.id, row]));
const doors = { tokenSecret: SECRET, findKey: async (id: string) => rows.get(id), now: NOW };

interface Attempt {
  readonly authorization?: string;
  readonly headers?: Record<string, string>;
  readonly cf?: unknown;
  readonly stage?: "dev" | "production";
}

/** What becomes of a message call: "read", a skip code, or an HTTP status. */
async function verdict({ authorization, headers = {}, cf, stage = "production" }: Attempt): Promise<string | number> {
  const sent = new Headers({ ...headers, ...(authorization === undefined ? {} : { Authorization: authorization }) });
  const principal = await authenticateUser(sent, doors);
  if (principal.kind === "denied") {
    const words = `${principal.title} ${principal.detail}`;
    for (const part of authorization?.split(/[ .]/).filter((text) => text.length > 8) ?? []) expect(words).not.toContain(part);
    return principal.status;
  }
  const request = cf === undefined ? { headers: sent } : { headers: sent, cf };
  return gate(gateInput(request, principal, { stage, effectiveFrom: new Map([["demo", NOW]]) }, NOW))?.code ?? "read";
}

const bearer = async (change: Record<string, unknown> = {}): Promise<string> => `Bearer ${await signed(change)}`;
const US = { country: "US" };
const DE = { country: "DE", isEUCountry: "1" };

describe("what an honest caller gets", () => {
  it("is read with a good token from an open country", async () => expect(await verdict({ authorization: await bearer(), cf: US })).toBe("read"));
  it("is read through a back end that says the country", async () => expect(await verdict({ authorization: await bearer({ conn: "server" }) })).toBe("read"));
  it("may write the scheme as it likes", async () => expect(await verdict({ authorization: `bearer  ${await signed()}`, cf: US })).toBe("read"));
});

const blob = JSON.stringify({ country: "US", colo: "DFW" });
/** Headers that some proxy, platform or developer believes. */
const FORGED_HEADERS: Record<string, string>[] = [
  { "CF-IPCountry": "US" },
  { "CF-IPCountry": "US, US" },
  { "CF-IPCountry": "US", "CF-Connecting-IP": "8.8.8.8", "CF-Ray": "8f1-DFW" },
  { "MF-CF-Blob": blob },
  { "MF-CF-Blob": blob, "CF-IPCountry": "US" },
  { "CF-Blob": blob },
  { CF: blob },
  { "CF-Connecting-IP": "8.8.8.8" },
  { "True-Client-IP": "8.8.8.8" },
  { "X-Forwarded-For": "8.8.8.8" },
  { "X-Forwarded-For": "8.8.8.8, 8.8.4.4" },
  { "X-Forwarded-Country": "US" },
  { "X-Forwarded-Host": "inkling.us" },
  { "X-Real-IP": "8.8.8.8" },
  { Forwarded: "for=8.8.8.8;proto=https" },
  { "X-Country": "US" },
  { "X-Country-Code": "US" },
  { "X-Geo-Country": "US" },
  { "X-AppEngine-Country": "US" },
  { "X-Vercel-IP-Country": "US" },
  { "CloudFront-Viewer-Country": "US" },
  { "Fastly-Geo-Country": "US" },
  { "Inkling-Country": "US" },
  { "Inkling-Home": "US", "Inkling-Age": "adult" },
  { "Inkling-Conn": "server", Country: "US" },
  { "Accept-Language": "en-US" },
  { "X-HTTP-Method-Override": "GET", "X-Original-URL": "/v1/policy" },
  { Cookie: "country=US; age=adult" },
];

describe("forged headers", () => {
  for (const stage of ["dev", "production"] as const) {
    it.each(FORGED_HEADERS)(`${stage}: a protected connection stays protected with %j`, async (headers) => {
      expect(await verdict({ authorization: await bearer(), headers, cf: DE, stage })).toBe("region");
    });
    it.each(FORGED_HEADERS)(`${stage}: a connection without cf stays protected with %j`, async (headers) => {
      expect(await verdict({ authorization: await bearer(), headers, stage })).toBe("region");
    });
    it.each(FORGED_HEADERS)(`${stage}: a minor stays a minor with %j`, async (headers) => {
      expect(await verdict({ authorization: await bearer({ age: "minor" }), headers: { ...headers, "CF-IPCountry": "US" }, cf: US, stage })).toBe("minor");
    });
  }
  it("do not tighten in production either: the header is the client's there", async () => {
    expect(await verdict({ authorization: await bearer(), headers: { "CF-IPCountry": "DE" }, cf: US })).toBe("read");
    expect(await verdict({ authorization: await bearer(), headers: { "CF-IPCountry": "DE" }, cf: US, stage: "dev" })).toBe("region");
  });
});

const places: [title: string, claims: Record<string, unknown>, cf: unknown, code: string][] = [
  ["claim US from a German connection", { country: "US" }, DE, "region"],
  ["home US from a German connection", { home: "US" }, DE, "region"],
  ["claim US, home US from Korea", { country: "US", home: "US" }, { country: "KR" }, "region"],
  ["home DE from a US connection", { home: "DE" }, US, "region"],
  ["claim DE from a US connection", { country: "DE" }, US, "region"],
  ["claim that is no country from a US connection", { country: "us" }, US, "region"],
  ["empty claim from a US connection", { country: "" }, US, "region"],
  ["EU mark beside an open country", {}, { country: "US", isEUCountry: "1" }, "region"],
  ["EU mark of an unknown form", {}, { country: "US", isEUCountry: true }, "region"],
  ["EU mark on a back end's connection", { conn: "server" }, { country: "DE", isEUCountry: "1" }, "region"],
  ["server without a country", { conn: "server", country: undefined }, US, "region"],
  ["server with a null country", { conn: "server", country: null }, US, "region"],
  ["server with home but no country", { conn: "server", country: undefined, home: "US" }, US, "region"],
  ["server in the US for a German", { conn: "server", country: "DE" }, US, "region"],
  ["server for an American who lives in France", { conn: "server", home: "FR" }, US, "region"],
  ["bound Worker without cf", {}, undefined, "region"],
  ["cf that is null", {}, null, "region"],
  ["cf without a country", {}, {}, "region"],
  ["cf that is text", {}, "US", "region"],
  ["cf whose country is a list", {}, { country: ["US"] }, "region"],
  ["Tor", {}, { country: "T1" }, "region"],
  ["unknown", {}, { country: "XX" }, "region"],
  ["no age", { age: undefined }, US, "minor"],
  ["null age", { age: null }, US, "minor"],
  ["age in capitals", { age: "ADULT" }, US, "minor"],
  ["age as digits", { age: "35" }, US, "minor"],
  ["a minor in the EU is told about the region", { age: "minor" }, DE, "region"],
];
describe("claims about place and age", () => {
  it.each(places)("%s", async (_, claims, cf, code) => expect(await verdict({ authorization: await bearer(claims), cf })).toBe(code));
});

/** Everything here must be 401: a token that was not minted for this person, by this tenant, for now. */
const forgedTokens: [title: string, make: () => Promise<string> | string][] = [
  ["alg none", () => unsigned({ alg: "none" }, goodClaims)],
  ["alg None", () => unsigned({ alg: "None", typ: "JWT" }, goodClaims)],
  ["alg NONE", () => unsigned({ alg: "NONE" }, goodClaims)],
  ["alg none with a signature", async () => forge({ alg: "none" }, goodClaims, await tenantKeyBytes(SECRET, "demo"))],
  ["alg empty", async () => forge({ alg: "" }, goodClaims, await tenantKeyBytes(SECRET, "demo"))],
  ["no alg", async () => forge({ typ: "JWT" }, goodClaims, await tenantKeyBytes(SECRET, "demo"))],
  ["alg as a list", async () => forge({ alg: ["HS256"] }, goodClaims, await tenantKeyBytes(SECRET, "demo"))],
  ["alg in small letters", async () => forge({ alg: "hs256" }, goodClaims, await tenantKeyBytes(SECRET, "demo"))],
  ["HS384 with the right key", async () => forge({ alg: "HS384" }, goodClaims, await tenantKeyBytes(SECRET, "demo"), "SHA-384")],
  ["HS512 with the right key", async () => forge({ alg: "HS512" }, goodClaims, await tenantKeyBytes(SECRET, "demo"), "SHA-512")],
  ["RS256 in the header, HMAC in the signature", async () => forge({ alg: "RS256" }, goodClaims, await tenantKeyBytes(SECRET, "demo"))],
  ["ES256 in the header, HMAC in the signature", async () => forge({ alg: "ES256" }, goodClaims, await tenantKeyBytes(SECRET, "demo"))],
  ["EdDSA in the header, HMAC in the signature", async () => forge({ alg: "EdDSA" }, goodClaims, await tenantKeyBytes(SECRET, "demo"))],
  ["a real RS256 signature", async () => new SignJWT(goodClaims).setProtectedHeader({ alg: "RS256" }).sign((await generateKeyPair("RS256")).privateKey)],
  [
    "HS256 keyed with the attacker's own RSA public key",
    async () => {
      const { publicKey } = await generateKeyPair("RS256", { extractable: true });
      return forge(HS256, goodClaims, new Uint8Array((await crypto.subtle.exportKey("spki", publicKey)) as ArrayBuffer));
    },
  ],
  ["the key brought along as jwk", async () => forge({ ...HS256, jwk: { kty: "oct", k: base64url.encode("attacker") } }, goodClaims, bytes("attacker"))],
  ["the key behind a jku", async () => forge({ ...HS256, jku: "https://attacker.example/jwks" }, goodClaims, bytes("attacker"))],
  ["a kid that climbs", async () => forge({ ...HS256, kid: "../../dev/null" }, goodClaims, bytes("\0"))],
  ["a critical header nobody knows", async () => signed({}, { ...HS256, crit: ["x"], x: 1 })],
  ["an unencoded payload", async () => signed({}, { ...HS256, crit: ["b64"], b64: false })],
  ["the master secret as key", async () => forge(HS256, goodClaims, bytes(SECRET))],
  ["a guessable key", async () => forge(HS256, goodClaims, bytes("secret"))],
  ["the name of the key as key", async () => forge(HS256, goodClaims, bytes("user-token:demo"))],
  ["another tenant's key", async () => forge(HS256, goodClaims, await tenantKeyBytes(SECRET, "acme"))],
  ["another tenant's key and ten, this issuer", async () => signed({ ten: "acme" }, HS256, "acme")],
  ["another tenant's key and issuer, this ten", async () => signed({ iss: "inkling:acme" }, HS256, "acme")],
  ["this key, another tenant's ten", async () => signed({ ten: "acme" })],
  ["this key, another tenant's issuer", async () => signed({ iss: "inkling:acme" })],
  ["no ten", async () => signed({ ten: undefined })],
  ["ten that is a list", async () => signed({ ten: ["demo"] })],
  ["ten in capitals", async () => signed({ ten: "DEMO", iss: "inkling:DEMO" }, HS256, "DEMO")],
  ["ten with a separator", async () => signed({ ten: "demo_x", iss: "inkling:demo_x" }, HS256, "demo_x")],
  ["ten as a property of objects", async () => signed({ ten: "__proto__" })],
  ["no issuer", async () => signed({ iss: undefined })],
  ["wrong audience", async () => signed({ aud: "other" })],
  ["no audience", async () => signed({ aud: undefined })],
  ["several audiences", async () => signed({ aud: ["inkling", "other"] })],
  ["audience in capitals", async () => signed({ aud: "INKLING" })],
  ["expired", async () => signed({ iat: NOW_S - 1000, exp: NOW_S - 100 })],
  ["no expiry", async () => signed({ exp: undefined })],
  ["expiry as text", async () => signed({ exp: String(NOW_S + 900) })],
  ["expiry null", async () => signed({ exp: null })],
  ["expiry in a fraction", async () => signed({ exp: NOW_S + 900.5 })],
  ["expiry in ten years", async () => signed({ exp: NOW_S + 315_360_000 })],
  ["expiry in milliseconds", async () => signed({ exp: NOW + 900_000 })],
  ["no minting time", async () => signed({ iat: undefined })],
  ["minted tomorrow", async () => signed({ iat: NOW_S + 86_400, exp: NOW_S + 86_900 })],
  ["minted long ago, valid still", async () => signed({ iat: NOW_S - 7200 })],
  ["minted before time", async () => signed({ iat: -1 })],
  ["not valid before tomorrow", async () => signed({ nbf: NOW_S + 86_400 })],
  ["not-before as text", async () => signed({ nbf: "now" })],
  ["no subject", async () => signed({ sub: undefined })],
  ["empty subject", async () => signed({ sub: "" })],
  ["subject that is a number", async () => signed({ sub: 1 })],
  ["subject with a line break", async () => signed({ sub: "u1\nu2" })],
  ["no conn", async () => signed({ conn: undefined })],
  ["conn of another kind", async () => signed({ conn: "proxy" })],
  ["country that is a list", async () => signed({ country: ["US"] })],
  ["country that is an object", async () => signed({ country: { toString: "US" } })],
  ["home that is a number", async () => signed({ home: 840 })],
  ["age that is true", async () => signed({ age: true })],
  ["claims changed after signing", async () => swap(await signed(), 1, base64url.encode(JSON.stringify({ ...goodClaims, sub: "u2" })))],
  ["header changed after signing", async () => swap(await signed(), 0, base64url.encode(JSON.stringify({ alg: "HS256", typ: "JWT", kid: "1" })))],
  ["signature of another token", async () => swap(await signed(), 2, (await signed({ sub: "u2" })).split(".")[2] ?? "")],
  ["signature cut short", async () => (await signed()).slice(0, -4)],
  ["signature left out", async () => swap(await signed(), 2, "")],
  ["payload that is a list", async () => forge(HS256, [goodClaims], await tenantKeyBytes(SECRET, "demo"))],
  ["payload that is null", async () => forge(HS256, "null", await tenantKeyBytes(SECRET, "demo"))],
  ["payload that is no JSON", async () => forge(HS256, "{ten:demo}", await tenantKeyBytes(SECRET, "demo"))],
  ["two parts", () => "abc.def"],
  ["five parts", () => "a.b.c.d.e"],
  ["dots", () => ".."],
  ["very long", async () => signed({ filler: "x".repeat(4000) })],
];

const swap = (token: string, at: number, part: string): string =>
  token
    .split(".")
    .map((old, index) => (index === at ? part : old))
    .join(".");

describe("forged tokens are 401", () => {
  it.each(forgedTokens)("%s", async (_, make) => expect(await verdict({ authorization: `Bearer ${await make()}`, cf: US })).toBe(401));
});

const credentials: [title: string, authorization: () => Promise<string | undefined> | string | undefined][] = [
  ["none", () => undefined],
  ["empty", () => ""],
  ["only the scheme", () => "Bearer"],
  ["another scheme", async () => `Basic ${await signed()}`],
  ["no scheme", () => signed()],
  ["two tokens", async () => `Bearer ${await signed()}, Bearer ${await signed()}`],
  ["a service key", () => `Bearer ${demoKey.key}`],
  ["a service key of another tenant", () => `Bearer ${acmeKey.key}`],
  ["what looks like a service key", () => "Bearer ik_demo"],
];
describe("credentials that are no user token are 401", () => {
  it.each(credentials)("%s", async (_, authorization) => {
    const value = await authorization();
    expect(await verdict(value === undefined ? { cf: US } : { authorization: value, cf: US })).toBe(401);
  });
});

const notServices: [title: string, authorization: () => Promise<string> | string, status: number][] = [
  ["a user token", () => bearer(), 401],
  ["a user token that claims scopes", () => bearer({ scopes: ["profiles:read"], scope: "profiles:read" }), 401],
  ["a revoked key", () => `Bearer ${revoked.key}`, 401],
  ["an unknown key", async () => `Bearer ${(await newServiceKey("demo", ["profiles:read"], NOW)).key}`, 401],
  ["another tenant's name on a known key", () => `Bearer ${demoKey.key.replace("_demo_", "_acme_")}`, 401],
  ["the id of a known key with the secret of another", () => `Bearer ${demoKey.key.slice(0, -48)}${acmeKey.key.slice(-48)}`, 401],
  ["the stored hash as the secret", () => `Bearer ik_demo_${demoKey.row.id}_${demoKey.row.hash.slice(0, 48)}`, 401],
  ["the stored hash itself", () => `Bearer ${demoKey.row.hash}`, 401],
  ["the key in capitals", () => `Bearer ${demoKey.key.toUpperCase()}`, 401],
  ["the key and more", () => `Bearer ${demoKey.key}0`, 401],
  ["Basic", () => `Basic ${demoKey.key}`, 401],
  ["a scope that the key lacks", () => `Bearer ${demoKey.key}`, 403],
];
describe("what is no service with that scope", () => {
  it.each(notServices)("%s", async (title, authorization, status) => {
    const scope = title.startsWith("a scope") ? "decisions:write" : "profiles:read";
    const answer = await authenticateService(new Headers({ Authorization: await authorization() }), scope, doors);
    expect(answer).toMatchObject({ kind: "denied", status });
    expect(JSON.stringify(answer)).not.toContain(demoKey.key.slice(-48));
  });

  it("lets the right key with the right scope in", async () => {
    expect(await authenticateService(new Headers({ Authorization: `Bearer ${demoKey.key}` }), "profiles:read", doors)).toMatchObject({ tenant: "demo" });
  });
});
