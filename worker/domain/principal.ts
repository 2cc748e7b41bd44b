/** Who is calling, after authentication. */

/** Scopes of a service key. */
export const SCOPES = ["classify:write", "signals:write", "profiles:read", "decisions:write", "events:write", "openrtb:write"] as const;
export type Scope = (typeof SCOPES)[number];

/** A person, through a short-lived token minted by the operator's back end. */
export interface UserPrincipal {
  readonly kind: "user";
  readonly tenant: string;
  readonly user: string;
  /** Whose connection is it? "client": the person's device. "server": the operator's back end. */
  readonly conn: "client" | "server";
  /** ISO 3166-1 alpha-2 as the operator claims it; unchecked, may only tighten (or, on "server", stands for the connection). */
  readonly country: string | null;
  /** Stored home region, may only tighten. */
  readonly home: string | null;
  /** Unchecked claim; only "adult" is an adult. */
  readonly age: string | null;
}

/** An ad, content or back-end service of the operator. */
export interface ServicePrincipal {
  readonly kind: "service";
  readonly tenant: string;
  readonly key: string;
  readonly scopes: readonly Scope[];
}
