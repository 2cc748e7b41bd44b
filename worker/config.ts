/** The environment checked at the door, once: strings become numbers, sets and dates, and an error names the key. */

/** How a tenant is named, here, in tokens and in service keys. No "_": it separates the parts of a service key. */
export const TENANT_PATTERN = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** A secret shorter than this could be guessed; `npm start` makes them much longer. Characters. */
const MIN_SECRET_LENGTH = 16;

/** Date, or date and time with its zone: "2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T01:00+01:00". */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** What the Worker is told from outside, checked. */
export interface Config {
  /** "dev" reads the CF-IPCountry header, to tighten only. */
  readonly stage: "dev" | "production";
  /** Per tenant: epoch ms from which messages count. A tenant that is missing learns nothing. */
  readonly effectiveFrom: ReadonlyMap<string, number>;
  /** Names the objects of persons; whoever has it can link a user id to a stored profile. */
  readonly personSecret: string;
  /** Every tenant's user-token key is derived from it. */
  readonly tokenSecret: string;
  /** The operator's OpenAI-compatible language model, for the inline mode; null where there is none. */
  readonly upstream: { readonly url: string; readonly key: string | null } | null;
}

/** The variables and secrets of wrangler.toml, unchecked. */
export interface ConfigEnv {
  readonly STAGE?: unknown;
  readonly EFFECTIVE_FROM?: unknown;
  readonly PERSON_SECRET?: unknown;
  readonly TOKEN_SECRET?: unknown;
  readonly UPSTREAM_URL?: unknown;
  readonly UPSTREAM_KEY?: unknown;
}

/** A variable or secret that is missing or malformed. The message names the key and never holds a secret's value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly key: keyof ConfigEnv;

  constructor(key: keyof ConfigEnv, problem: string) {
    super(`${key}: ${problem}`);
    this.key = key;
  }
}

/** Reads the environment. Throws {@link ConfigError} for the first key that is wrong. */
export function readConfig(env: ConfigEnv): Config {
  const config: Config = {
    stage: stage(env.STAGE),
    effectiveFrom: effectiveFrom(env.EFFECTIVE_FROM),
    personSecret: secret("PERSON_SECRET", env.PERSON_SECRET),
    tokenSecret: secret("TOKEN_SECRET", env.TOKEN_SECRET),
    upstream: upstream(env),
  };
  if (config.personSecret === config.tokenSecret) throw new ConfigError("TOKEN_SECRET", "must differ from PERSON_SECRET");
  return config;
}

function stage(value: unknown): Config["stage"] {
  if (value === "dev" || value === "production") return value;
  throw new ConfigError("STAGE", 'must be "dev" or "production"');
}

function secret(key: "PERSON_SECRET" | "TOKEN_SECRET", value: unknown): string {
  if (typeof value !== "string" || value === "") throw new ConfigError(key, "is missing");
  if (value.length < MIN_SECRET_LENGTH) throw new ConfigError(key, `must have at least ${MIN_SECRET_LENGTH} characters`);
  return value;
}

/** Base URL up to and including `/v1`, and the key that the language model wants. */
function upstream({ UPSTREAM_URL, UPSTREAM_KEY }: ConfigEnv): Config["upstream"] {
  if (UPSTREAM_URL === undefined || UPSTREAM_URL === "") return null;
  if (typeof UPSTREAM_URL !== "string" || !URL.canParse(UPSTREAM_URL) || !/^https?:/.test(UPSTREAM_URL))
    throw new ConfigError("UPSTREAM_URL", "must be an http(s) URL");
  if (UPSTREAM_KEY !== undefined && typeof UPSTREAM_KEY !== "string") throw new ConfigError("UPSTREAM_KEY", "must be text");
  return { url: UPSTREAM_URL.replace(/\/+$/, ""), key: UPSTREAM_KEY || null };
}

/** "tenant=ISO[,tenant=ISO]"; an empty or missing text means that nobody's messages count yet. */
function effectiveFrom(value: unknown): ReadonlyMap<string, number> {
  if (value === undefined || value === "") return new Map();
  if (typeof value !== "string") throw new ConfigError("EFFECTIVE_FROM", "must be text: tenant=ISO date[,tenant=ISO date]");
  const dates = new Map<string, number>();
  for (const entry of value.split(",")) {
    const [tenant = "", date = "", ...rest] = entry.trim().split("=");
    if (!TENANT_PATTERN.test(tenant) || rest.length > 0) throw new ConfigError("EFFECTIVE_FROM", `"${entry.trim()}" is not tenant=ISO date`);
    if (dates.has(tenant)) throw new ConfigError("EFFECTIVE_FROM", `names ${tenant} twice`);
    const at = ISO_DATE.test(date) && isDay(date.slice(0, 10)) ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(at)) throw new ConfigError("EFFECTIVE_FROM", `the date of ${tenant} is not ISO 8601 (2026-01-01T00:00:00Z)`);
    dates.set(tenant, at);
  }
  return dates;
}

/** Is there such a day? The parser would take February 30th for March 2nd. */
const isDay = (day: string): boolean => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
