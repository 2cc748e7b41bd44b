/** Requests to every route, with canaries in every place that takes words or could be given some by mistake. */
import { serviceKey, somebody, userToken } from "../http.ts";
import type { Canaries } from "./canaries.ts";

/** Who sends: people of their own for each situation, so that no one writes faster than a person can. */
export interface Cast {
  /** Tokens of different people. */
  readonly tokens: readonly string[];
  readonly users: readonly string[];
  readonly service: string;
}

const PEOPLE = 6;

/** @param service a key that stands in D1 already: in some situations nothing more can be stored there */
export async function cast(service: string): Promise<Cast> {
  const users = Array.from({ length: PEOPLE }, somebody);
  return { users, service, tokens: await Promise.all(users.map((user) => userToken(user))) };
}
export { serviceKey };

interface Sent {
  readonly method?: string;
  readonly bearer?: string;
  readonly headers?: Record<string, string>;
  readonly cf?: Record<string, unknown>;
  /** Sent as it stands when it is text, else as JSON. */
  readonly body?: unknown;
}

function request(path: string, { method = "POST", bearer, headers = {}, cf = { country: "US" }, body }: Sent): Request {
  const init = {
    method,
    cf,
    headers: {
      ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
  return new Request(`https://inkling.test${path}`, init as RequestInit);
}

/** What people write: harmless, sensitive, in a language that is not read, about nothing. */
const SENTENCES = [
  "cheap flights to Lisbon in May?",
  "which hotels in Lisbon are close to the beach?",
  "I was diagnosed with breast cancer last week, what now?",
  "quel vélo pour aller au travail tous les jours ?",
  "Welches Fahrrad eignet sich am besten für den täglichen Weg zur Arbeit?",
  "a good tent for two people, please",
  "my landlord wants to evict me and I cannot pay",
  "running shoes for a marathon in the rain",
];
const sentence = (at: number): string => SENTENCES[at % SENTENCES.length] ?? "";

/** Every call with a JSON body and who may send it. */
const BODIES = [
  ["POST", "/v1/messages", "user"],
  ["POST", "/v1/chat/completions", "user"],
  ["PATCH", "/v1/me/preferences", "user"],
  ["PUT", "/v1/me/topics/672", "user"],
  ["POST", "/v1/me/links", "user"],
  ["POST", "/v1/dev/explain", "user"],
  ["POST", "/v1/dev/session", "none"],
  ["POST", "/v1/classify", "service"],
  ["POST", "/v1/signals", "service"],
  ["POST", "/v1/profiles/lookup", "service"],
  ["POST", "/v1/decisions", "service"],
  ["POST", "/v1/events", "service"],
  ["POST", "/v1/openrtb/enrich", "service"],
] as const;

let serial = 0;
const id = (kind: string): string => `${kind}-${serial++}-${crypto.randomUUID()}`;

/** Ordinary calls with words in them, in the order in which a caller would make them. */
export function wellFormed(flock: Canaries, { tokens, users, service }: Cast): Request[] {
  const token = (at: number) => tokens[at % tokens.length] ?? "";
  const user = (at: number) => users[at % users.length] ?? "";
  /** Eight messages, the last one about sentence number `last`. */
  const messages = (last: number) =>
    Array.from({ length: 8 }, (_, at) => ({
      id: id("m"),
      role: at % 3 === 1 ? "assistant" : "user",
      content: flock.text(sentence(last + at + 1)),
      modality: at % 2 ? "voice" : "text",
    }));
  const candidates = () =>
    Array.from({ length: 4 }, (_, at) => ({ id: id("ad"), topics: ["672"], text: flock.text(`${sentence(at)} Book now!`), categories: [flock.word()] }));
  const say = (last: number, options: Record<string, unknown>) => ({ conversation_id: id("c"), messages: messages(last), options });
  const chat = (body: unknown, headers: Record<string, string> = {}) => request("/v1/chat/completions", { bearer: token(2), body, headers });
  const turns = (last: number) => messages(last).map(({ role, content }) => ({ role, content }));
  return [
    ...[0, 2, 3, 4, 5].map((last) => request("/v1/messages", { bearer: token(last), body: say(last, { confirm: last % 2 === 0 }) })),
    request("/v1/messages", {
      bearer: token(0),
      body: { conversation_id: id("c"), messages: [{ id: id("m"), content: flock.text(sentence(0)) }], options: { confirm: true } },
    }),
    request("/v1/messages", { bearer: token(1), body: { conversation_id: id("c"), messages: [{ id: id("m"), content: flock.text(sentence(5)) }] } }),
    request("/v1/messages", { bearer: token(1), body: say(0, { learn: false, decide: { purpose: "ads", candidates: candidates() } }) }),
    request("/v1/messages", { bearer: token(3), cf: { country: "DE" }, body: say(0, {}) }),
    request("/v1/dev/explain", { bearer: token(4), body: say(0, {}) }),
    chat(
      { model: flock.word(), messages: turns(0), user: flock.word(), metadata: { note: flock.word() } },
      { "Inkling-Message-Id": id("m"), "Inkling-Conversation-Id": id("c") },
    ),
    chat({
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: flock.text(sentence(5)) },
            { type: "image_url", image_url: { url: `https://x.test/${flock.word()}` } },
          ],
        },
      ],
    }),
    chat({ messages: [{ role: "user", content: flock.text(sentence(2)) }], tools: [{ type: "function", function: { name: flock.word() } }] }),
    ...["", "?as=adcp", "?as=openrtb"].map((as, at) =>
      request(`/v1/classify${as}`, {
        bearer: service,
        body: { text: flock.text(sentence(at)), earlier: [1, 2, 3].map((before) => flock.text(sentence(at + before))), country: "US" },
      }),
    ),
    request("/v1/classify", {
      bearer: service,
      body: { text: flock.text(sentence(0)), country: flock.word(), regs: { gpp: flock.word(), us_privacy: flock.word(), ext: { note: flock.word() } } },
    }),
    request("/v1/decisions", {
      bearer: service,
      body: { user: user(0), purpose: "ads", country: "US", candidates: candidates(), count: 2, conversation_id: id("c") },
    }),
    request("/v1/decisions", {
      bearer: service,
      body: { user: user(5), purpose: "content", country: "US", candidates: candidates(), regs: { gpp: flock.word(), tcf: flock.word() } },
    }),
    request("/v1/profiles/lookup", { bearer: service, body: { users, purpose: "content", country: "US" } }),
    request("/v1/profiles/lookup", {
      bearer: service,
      body: { users, purpose: "ads", country: flock.word(), regs: { gpc: flock.word(), note: flock.word() } },
    }),
    request("/v1/signals", {
      bearer: service,
      body: { user: user(5), country: "US", signals: [{ id: id("s"), kind: "like", topics: ["672"] }], regs: { note: flock.word() } },
    }),
    request("/v1/events", { bearer: service, body: { user: user(5), events: [{ id: id("e"), decision_id: id("d"), kind: "click" }] } }),
    request("/v1/openrtb/enrich", {
      bearer: service,
      body: {
        id: id("b"),
        site: { content: { title: flock.text(sentence(5)), keywords: flock.text("tents, hotels") } },
        device: { ua: flock.word(), geo: { country: "USA" } },
        user: { id: user(0), keywords: flock.text(sentence(2)), data: [{ name: flock.word() }], consent: flock.word() },
        ext: { note: flock.word() },
      },
    }),
    request("/v1/me/preferences", { method: "PATCH", bearer: token(0), body: { purposes: { groups: false } } }),
    request("/v1/me/links", { bearer: token(0), body: { code: flock.word() } }),
    request("/v1/me", { method: "GET", bearer: token(0), headers: { Cookie: `last=${flock.word()}` } }),
  ];
}

/** Calls that are wrong in every way in which a front end can be wrong. */
export function malformed(flock: Canaries, { tokens, users, service }: Cast): Request[] {
  const bearer = (who: (typeof BODIES)[number][2]) => (who === "user" ? { bearer: tokens[5] ?? "" } : who === "service" ? { bearer: service } : {});
  const words = () => flock.text(sentence(2));
  const everywhere = BODIES.flatMap(([method, path, who]) => {
    const send = (body: unknown, headers: Record<string, string> = {}) => request(path, { method, ...bearer(who), body, headers });
    return [
      send(`{"messages":[{"content":"${words()}"`),
      send(words()),
      send(JSON.stringify(words())),
      send([words(), { text: words() }]),
      send({ text: { content: words() }, content: words(), messages: words(), note: words() }),
      send({
        user: words(),
        users: [words()],
        id: [words()],
        purpose: words(),
        surface: words(),
        country: words().slice(-64),
        kind: words(),
        action: words(),
        personalisation: words(),
      }),
      send(words(), { "Content-Type": "text/plain" }),
      send({ text: words() }, { "Content-Type": `application/${flock.word()}` }),
    ];
  });
  const message = (part: Record<string, unknown>) => ({ conversation_id: id("c"), messages: [{ id: id("m"), content: words(), ...part }] });
  const fields = [
    message({ role: flock.word() }),
    message({ id: words() }),
    message({ modality: flock.word() }),
    message({ content: { text: words() } }),
    message({ note: words() }),
    { ...message({}), conversation_id: words() },
    { ...message({}), surface: words() },
    { ...message({}), options: { decide: { purpose: flock.word(), candidates: [{ id: words(), text: words() }] } } },
    { ...message({}), options: { learn: words(), confirm: words() } },
    { ...message({}), profile: words(), user: { name: words() } },
  ].map((body) => request("/v1/messages", { bearer: tokens[5] ?? "", body }));
  const calls: readonly (readonly [path: string, body: unknown])[] = [
    ["/v1/signals", { user: users[5], country: "US", signals: [{ id: id("s"), kind: flock.word(), topics: [words()], note: words() }] }],
    ["/v1/events", { user: users[5], events: [{ id: id("e"), decision_id: words(), kind: flock.word(), comment: words() }] }],
    ["/v1/decisions", { user: users[5], purpose: "ads", candidates: [{ id: "a", topics: [words()], caps: { day: words() }, note: words() }] }],
    ["/v1/profiles/lookup", { users: [words()], purpose: "ads", limit: words() }],
    ["/v1/classify", { text: [words()], earlier: words(), country: "US" }],
  ];
  const large = `{"conversation_id":"c","messages":[{"id":"m","content":"${Array.from({ length: 25 }, words).join(" ")} ${"x".repeat(70_000)}"}]}`;
  return [
    ...everywhere,
    ...fields,
    ...calls.map(([path, body]) => request(path, { bearer: service, body })),
    request("/v1/messages", { bearer: tokens[5] ?? "", body: large }),
    request("/v1/classify", { bearer: service, body: large }),
  ];
}

/** Words where a field's name should stand, as a front end sends them that mixes up its maps. */
export function misnamed(flock: Canaries, { tokens, service }: Cast): Request[] {
  const message = { conversation_id: id("c"), messages: [{ id: id("m"), content: flock.text(sentence(2)), [flock.text(sentence(2))]: true }] };
  return [
    request("/v1/messages", { bearer: tokens[5] ?? "", body: { ...message, [flock.text(sentence(6))]: 1 } }),
    request("/v1/classify", { bearer: service, body: { text: flock.text(sentence(2)), country: "US", [flock.text(sentence(2))]: {} } }),
  ];
}

/** Words where none belong: in headers, tokens and addresses. */
export async function astray(flock: Canaries, { tokens, service }: Cast): Promise<Request[]> {
  const body = () => ({ conversation_id: id("c"), messages: [{ id: id("m"), content: flock.text(sentence(0)) }] });
  const headers = [
    "User-Agent",
    "Cookie",
    "Referer",
    "X-Forwarded-For",
    "X-Request-Id",
    "Accept-Language",
    "Sec-GPC",
    "Inkling-GPP",
    "Inkling-GPP-SID",
    "Inkling-TCF",
    "Inkling-US-Privacy",
    "Inkling-COPPA",
    "CF-IPCountry",
    "Inkling-Surface",
  ];
  const token = tokens[5] ?? "";
  const claimed = await Promise.all((["country", "home", "age"] as const).map((claim) => userToken(somebody(), { [claim]: flock.word() })));
  return [
    ...headers.flatMap((name) => [
      request("/v1/messages", { bearer: token, headers: { [name]: flock.word() }, body: body() }),
      request("/v1/chat/completions", {
        bearer: token,
        headers: { [name]: flock.word() },
        body: { messages: [{ role: "user", content: flock.text(sentence(5)) }] },
      }),
    ]),
    ...claimed.map((bearer) => request("/v1/messages", { bearer, body: body() })),
    request("/v1/messages", { bearer: flock.word(), body: body() }),
    request("/v1/messages", { bearer: `${token.slice(0, -8)}${flock.word()}`, body: body() }),
    request("/v1/classify", { bearer: `ik_demo_${flock.word()}`, body: { text: flock.text(sentence(1)), country: "US" } }),
    request("/v1/messages", { headers: { Authorization: `Basic ${flock.word()}` }, body: body() }),
    request(`/v1/messages?text=${flock.word()}`, { bearer: token, body: body() }),
    request(`/v1/${flock.word()}`, { bearer: token, body: body() }),
    request(`/v1/me/topics/${flock.word()}`, { method: "PUT", bearer: token, body: { action: "block" } }),
    request(`/v1/me/topics/${flock.word()}`, { method: "DELETE", bearer: token }),
    request(`/v1/me/decisions/${flock.word()}`, { method: "GET", bearer: token }),
    request(`/v1/me/links?code=${flock.word()}`, { method: "DELETE", bearer: token }),
    request(`/v1/me/links/${flock.word()}`, { method: "DELETE", bearer: token }),
    request(`/v1/classify?as=${flock.word()}`, { bearer: service, body: { text: flock.text(sentence(1)), country: "US" } }),
    request(`/v1/openrtb/enrich?surface=${flock.word()}`, { bearer: service, body: { id: "b", user: { id: flock.word() } } }),
    request(`/v1/policy?tenant=${flock.word()}`, { method: "GET" }),
    request(`/v1/transparency?tenant=${flock.word()}`, { method: "GET" }),
    request(`/health?q=${flock.word()}`, { method: "GET" }),
  ];
}
