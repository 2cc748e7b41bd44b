/** A caller who is not let in. An answer, not a fault; it never repeats what was presented. */

/** What the route answers with: 401 "we do not know you", 403 "we know you and you may not". */
export interface AuthFailure {
  readonly kind: "denied";
  readonly status: 401 | 403;
  readonly title: string;
  readonly detail: string;
}

/** 401. `detail` must be a fixed sentence: what was presented is a secret. */
export const unknownCaller = (detail: string): AuthFailure => ({ kind: "denied", status: 401, title: "Not authenticated", detail });

/** 403. */
export const notAllowed = (detail: string): AuthFailure => ({ kind: "denied", status: 403, title: "Not allowed", detail });

/** The header that goes with a 401 (RFC 6750); null for a 403, which needs no new credentials. */
export const challenge = (failure: AuthFailure): string | null => (failure.status === 401 ? 'Bearer realm="inkling"' : null);
