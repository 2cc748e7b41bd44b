/** Calls the Worker under test over HTTP, with the real bindings, as a caller would. */
import { env, exports } from "cloudflare:workers";
import { newServiceKey } from "../worker/auth/service-key.ts";
import { mintUserToken, type TokenSubject } from "../worker/auth/user-token.ts";
import { SCOPES, type Scope } from "../worker/domain/principal.ts";
import { insertServiceKey } from "../worker/ledger/queries.ts";

export const TENANT = "demo";

/** A user id that no other test uses. */
export const somebody = (): string => `u-${crypto.randomUUID()}`;

/** A token of an adult on their own device, unless said otherwise. */
export const userToken = (user: string, claims: Partial<TokenSubject> = {}): Promise<string> =>
  mintUserToken({ tenant: TENANT, user, conn: "client", age: "adult", life: 900, ...claims }, { tokenSecret: env.TOKEN_SECRET }, Date.now());

/** A service key that stands in the real D1. */
export async function serviceKey(scopes: readonly Scope[] = SCOPES, tenant = TENANT): Promise<string> {
  const { key, row } = await newServiceKey(tenant, scopes, Date.now());
  await insertServiceKey(env.DB, row);
  return key;
}

/** How a call differs from an ordinary one out of the United States. */
export interface Call {
  readonly bearer?: string;
  readonly body?: unknown;
  readonly cf?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** One HTTP call to the Worker; a body is sent as JSON. */
export function call(method: string, path: string, { bearer, body, cf = { country: "US" }, headers = {} }: Call = {}): Promise<Response> {
  return exports.default.fetch(`https://inkling.test${path}`, {
    method,
    cf,
    headers: {
      ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  } as RequestInit);
}

/** The JSON of an answer that must have this status. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export async function answerOf<Body = any>(response: Response, status = 200): Promise<Body> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`expected ${status}, got ${response.status}: ${text}`);
  return JSON.parse(text) as Body;
}

let messages = 0;

/** A message call's body: one message of the person, with an id of its own, written before the answer. */
export const saying = (
  content: string,
  {
    id = `m-${crypto.randomUUID()}-${messages++}`,
    conversation = `c-${id}`,
    earlier = [] as string[],
    ...options
  }: {
    id?: string;
    conversation?: string;
    earlier?: string[];
    learn?: boolean;
    confirm?: boolean;
    decide?: unknown;
  } = {},
) => ({
  conversation_id: conversation,
  messages: [...earlier.map((text, index) => ({ id: `${id}-before-${index}`, content: text })), { id, content }],
  options: { confirm: true, ...options },
});
