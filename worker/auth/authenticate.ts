/** Who is calling? Reads the Authorization header and nothing else of the request. */
import type { Scope, ServicePrincipal, UserPrincipal } from "../domain/principal.ts";
import { type AuthFailure, notAllowed, unknownCaller } from "./failure.ts";
import { type FindKey, looksLikeServiceKey, verifyServiceKey } from "./service-key.ts";
import { verifyUserToken } from "./user-token.ts";

/** What authentication needs from outside. */
export interface AuthDoors {
  readonly tokenSecret: string;
  readonly findKey: FindKey;
  /** Epoch ms. */
  readonly now: number;
}

/** The person behind the request. A service key is refused here, whatever its scopes. */
export async function authenticateUser(headers: Headers, doors: AuthDoors): Promise<UserPrincipal | AuthFailure> {
  const credential = bearer(headers);
  if (credential === null) return MISSING;
  if (looksLikeServiceKey(credential)) return unknownCaller("This call takes a user token, not a service key.");
  return verifyUserToken(credential, doors, doors.now);
}

/** The service behind the request, which must hold the scope. A user token is refused here. */
export async function authenticateService(headers: Headers, scope: Scope, doors: AuthDoors): Promise<ServicePrincipal | AuthFailure> {
  const credential = bearer(headers);
  if (credential === null) return MISSING;
  if (!looksLikeServiceKey(credential)) return unknownCaller("This call takes a service key.");
  const principal = await verifyServiceKey(credential, doors.findKey, doors.now);
  if (principal.kind === "denied") return principal;
  return principal.scopes.includes(scope) ? principal : notAllowed(`The service key lacks the scope ${scope}.`);
}

const MISSING = unknownCaller("Send the credential as: Authorization: Bearer <credential>.");

/** The one credential of the header; null when there is none, or two, or another scheme. */
function bearer(headers: Headers): string | null {
  const [, credential] = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(headers.get("Authorization") ?? "") ?? [];
  return credential ?? null;
}
