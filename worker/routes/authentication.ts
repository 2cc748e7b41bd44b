/** Authentication at the door of a route: who is it, or a 401 or 403. Headers only. */
import { authenticateService, authenticateUser } from "../auth/authenticate.ts";
import { type AuthFailure, challenge } from "../auth/failure.ts";
import type { Scope, ServicePrincipal, UserPrincipal } from "../domain/principal.ts";
import type { AppContext } from "./hono.ts";
import { Problem } from "./problem.ts";

/** The person behind the request. @throws {Problem} 401 */
export const requireUser = async (c: AppContext): Promise<UserPrincipal> => admitted(await authenticateUser(c.req.raw.headers, doors(c)));

/** The service behind the request. @throws {Problem} 401, or 403 when its key lacks the scope */
export const requireService = async (c: AppContext, scope: Scope): Promise<ServicePrincipal> =>
  admitted(await authenticateService(c.req.raw.headers, scope, doors(c)));

const doors = (c: AppContext) => ({ ...c.var.services.auth, now: c.var.now });

function admitted<Principal>(result: Principal | AuthFailure): Principal {
  if (!isFailure(result)) return result;
  const header = challenge(result);
  throw new Problem(result.status, result.title, { detail: result.detail, ...(header === null ? {} : { headers: { "WWW-Authenticate": header } }) });
}

const isFailure = (result: unknown): result is AuthFailure => (result as AuthFailure).kind === "denied";
