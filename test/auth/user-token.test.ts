import { describe, expect, it } from "vitest";
import { CLOCK_SKEW_S, MAX_LIFE_S, mintUserToken, verifyUserToken } from "../../worker/auth/user-token.ts";
import { NOW, NOW_S, SECRET, signed } from "./minting.ts";

const config = { tokenSecret: SECRET };
const kindOf = async (token: string, now = NOW) => (await verifyUserToken(token, config, now)).kind;

describe("a good token", () => {
  it("gives back what was minted", async () => {
    const token = await mintUserToken({ tenant: "demo", user: "u1", conn: "server", country: "BR", home: "US", age: "adult", life: 900 }, config, NOW);
    expect(await verifyUserToken(token, config, NOW)).toEqual({
      kind: "user",
      tenant: "demo",
      user: "u1",
      conn: "server",
      country: "BR",
      home: "US",
      age: "adult",
    });
  });

  it("says null for claims that were left out", async () => {
    const token = await mintUserToken({ tenant: "demo", user: "u1", conn: "client", life: 60 }, config, NOW);
    expect(await verifyUserToken(token, config, NOW)).toEqual({
      kind: "user",
      tenant: "demo",
      user: "u1",
      conn: "client",
      country: null,
      home: null,
      age: null,
    });
  });

  it("keeps a strange country or age for the gate to judge", async () => {
    expect(await verifyUserToken(await signed({ country: "Atlantis", age: "42" }), config, NOW)).toMatchObject({ country: "Atlantis", age: "42" });
  });
});

it("tells more tenants apart than an isolate remembers", async () => {
  const tenants = Array.from({ length: 70 }, (_, index) => `tenant-${index}`);
  const tokens = await Promise.all(tenants.map((tenant) => mintUserToken({ tenant, user: "u1", conn: "client", life: 60 }, config, NOW)));
  for (const round of [1, 2])
    for (const [index, token] of tokens.entries())
      expect(await verifyUserToken(token, config, NOW), `round ${round}`).toMatchObject({ tenant: tenants[index] });
});

/** Both sides of every bound, with the tenant's own key. */
const bounds: [what: string, change: Record<string, unknown>, kind: "user" | "denied", now?: number][] = [
  ["the longest life", { exp: NOW_S + MAX_LIFE_S }, "user"],
  ["a second longer", { exp: NOW_S + MAX_LIFE_S + 1 }, "denied"],
  ["expired within the skew", { iat: NOW_S - 900, exp: NOW_S - CLOCK_SKEW_S + 1 }, "user"],
  ["expired at the skew", { iat: NOW_S - 900, exp: NOW_S - CLOCK_SKEW_S }, "denied"],
  ["minted in the future within the skew", { iat: NOW_S + CLOCK_SKEW_S }, "user"],
  ["minted beyond the skew", { iat: NOW_S + CLOCK_SKEW_S + 1 }, "denied"],
  ["not before now", { nbf: NOW_S + CLOCK_SKEW_S }, "user"],
  ["not before later", { nbf: NOW_S + CLOCK_SKEW_S + 1 }, "denied"],
  ["expiry before minting", { iat: NOW_S + 4, exp: NOW_S + 3 }, "denied"],
  ["the longest user id", { sub: "u".repeat(128) }, "user"],
  ["a longer user id", { sub: "u".repeat(129) }, "denied"],
  ["the longest country claim", { country: "c".repeat(64) }, "user"],
  ["a longer country claim", { country: "c".repeat(65) }, "denied"],
];

describe("bounds", () => {
  it.each(bounds)("%s", async (_, change, kind) => expect(await kindOf(await signed(change))).toBe(kind));
});

describe("minting", () => {
  it.each([0, -1, 1.5, MAX_LIFE_S + 1, Number.NaN])("refuses a life of %s s", async (life) => {
    await expect(mintUserToken({ tenant: "demo", user: "u1", conn: "client", life }, config, NOW)).rejects.toThrow(RangeError);
  });

  it("refuses a tenant that verification would refuse", async () => {
    await expect(mintUserToken({ tenant: "De_mo", user: "u1", conn: "client", life: 60 }, config, NOW)).rejects.toThrow(RangeError);
  });
});
