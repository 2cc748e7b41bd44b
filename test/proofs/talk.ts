/** One person talking to the Worker; each call is over only when everything behind its answer is. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { classifier } from "../../worker/classify/bundled.ts";
import worker from "../../worker/index.ts";
import { names } from "../../worker/profile/names.ts";
import { DEFAULT_SURFACE } from "../../worker/routes/fields.ts";
import { type Call, saying, TENANT, userToken } from "../http.ts";

// The model starts before the stories do: none of them is about a cold isolate.
await classifier();

/** How a call differs from an adult's in the United States. */
export type Differently = Omit<Call, "bearer" | "body"> & { readonly claims?: Parameters<typeof userToken>[1] };

/** One HTTP call of a person. */
export async function ask(
  user: string,
  method: string,
  path: string,
  body: unknown,
  { cf = { country: "US" }, headers = {}, claims }: Differently = {},
): Promise<Response> {
  const init = {
    method,
    cf,
    headers: { Authorization: `Bearer ${await userToken(user, claims)}`, "Content-Type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const context = createExecutionContext();
  const answer = await worker.fetch(new Request(`https://inkling.test${path}`, init as RequestInit) as never, env, context);
  await waitOnExecutionContext(context);
  return answer;
}

/** Says something and gives the raw answer. */
export const send = (user: string, content: string, options: Parameters<typeof saying>[1] = {}, differently: Differently = {}): Promise<Response> =>
  ask(user, "POST", "/v1/messages", saying(content, options), differently);

/** Says something; "learned", or the code of the refusal. */
export async function say(user: string, content: string, options: Parameters<typeof saying>[1] = {}, differently: Differently = {}): Promise<string> {
  const { outcome, skip_code } = (await (await send(user, content, options, differently)).json()) as { outcome: string; skip_code: string | null };
  return skip_code ?? outcome;
}

/** The person's object on the default surface. */
export const objectOf = async (user: string) => env.PERSON.getByName(await names(env.PERSON_SECRET).person(TENANT, DEFAULT_SURFACE, user));

/** Harmless, and about something that a profile may hold. */
export const HARMLESS = "cheap flights to Lisbon in May?";
/** Sensitive beyond doubt: the network and the phrase list both say so. */
export const SENSITIVE = "I was diagnosed with breast cancer last week, what now?";
