/** One call of the HTTP API, remembered with its answer so that a panel can show both. Nothing is cached or stored. */

/** What to send. `headers` are those beside authorization and content type. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What came back. `status` 0: no answer at all. `ok` and a body of the wished type go together. */
export type Exchange<T> =
  | { readonly ok: true; readonly call: Call; readonly status: number; readonly body: T; readonly ms: number }
  | { readonly ok: false; readonly call: Call; readonly status: number; readonly body: unknown; readonly ms: number };

/** Sends it. Never throws: a server that does not answer is an exchange too. */
export async function send<T>(call: Call): Promise<Exchange<T>> {
  const started = performance.now();
  const past = () => performance.now() - started;
  try {
    const response = await fetch(call.path, {
      method: call.method,
      headers: allHeaders(call),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const ms = past();
    const text = await response.text();
    return { ok: response.ok, call, status: response.status, body: parsed(text) as T, ms };
  } catch {
    return { ok: false, call, status: 0, body: null, ms: past() };
  }
}

/** Every header that the call sends. */
export const allHeaders = ({ token, headers, body }: Call): Record<string, string> => ({
  ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  ...(body === undefined ? {} : { "Content-Type": "application/json" }),
  ...headers,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === "" ? null : text;
  }
}
