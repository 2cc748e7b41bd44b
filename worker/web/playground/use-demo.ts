/**
 * The calls of the playground. A reload is a new person: their id is made here, lives in this page's memory and nowhere
 * else.
 */
import { useRef, useState } from "preact/hooks";
import type { Purpose } from "../../domain/vocabulary.ts";
import type { MessagesAnswer, MessagesRequest } from "../../routes/message-schema.ts";
import { type Call, type Exchange, send } from "../shared/api.ts";
import type { MeAnswer } from "../shared/me-answer.ts";
import { bare, CANDIDATES } from "./candidates.ts";
import type { Draft } from "./composer.tsx";
import type { Decision } from "./ranking.tsx";
import { claimsFor, headersFor, type Settings } from "./settings.ts";
import type { Explanation, Session, Trace } from "./wire-types.ts";

const SURFACE = "playground";
const CONTEXT = 3;
const PICKS = 3;

type DecideOption = NonNullable<MessagesRequest["options"]["decide"]>;

/** Everything that the panels show; null where nothing was asked yet. */
export interface Seen {
  readonly explanation: Exchange<Explanation> | null;
  readonly answer: Exchange<MessagesAnswer> | null;
  readonly me: Exchange<MeAnswer> | null;
  readonly lookup: Exchange<unknown> | null;
  readonly decision: Exchange<Decision> | null;
  readonly trace: Exchange<Trace> | null;
}
const NOTHING: Seen = { explanation: null, answer: null, me: null, lookup: null, decision: null, trace: null };

const newId = (kind: string) => `${kind}-${crypto.randomUUID().slice(0, 8)}`;

export interface Demo {
  readonly user: string;
  readonly said: readonly string[];
  readonly seen: Seen;
  readonly busy: boolean;
  /** The session helper is missing: this is not a development server. */
  readonly unavailable: boolean;
  say(draft: Draft, settings: Settings): Promise<void>;
  rank(purpose: Purpose, settings: Settings): Promise<void>;
  /** A token for the privacy centre, or null. */
  token(settings: Settings): Promise<string | null>;
  newConversation(): void;
  newPerson(): void;
}

export function useDemo(): Demo {
  const [user, setUser] = useState(() => newId("visitor"));
  const [said, setSaid] = useState<readonly string[]>([]);
  const [seen, setSeen] = useState<Seen>(NOTHING);
  const [busy, setBusy] = useState(false);
  const [unavailable, setUnavailable] = useState(false);
  const conversation = useRef(newId("c"));
  const note = (part: Partial<Seen>) => setSeen((before) => ({ ...before, ...part }));

  const session = async (settings: Settings): Promise<Session | null> => {
    const made = await send<Session>({ method: "POST", path: "/v1/dev/session", body: { user, ...claimsFor(settings) } });
    setUnavailable(made.status === 404);
    if (made.ok) return made.body;
    note({ answer: made });
    return null;
  };

  const look = async ({ user_token, service_key }: Session, headers: Call["headers"]) => {
    const [me, lookup, trace] = await Promise.all([
      send<MeAnswer>({ method: "GET", path: "/v1/me", token: user_token, headers }),
      send({ method: "POST", path: "/v1/profiles/lookup", token: service_key, body: { users: [user], surface: SURFACE, purpose: "content" } }),
      send<Trace>({ method: "GET", path: "/v1/dev/trace", token: user_token }),
    ]);
    note({ me, lookup, trace });
  };

  const busily = async (work: () => Promise<void>) => {
    setBusy(true);
    await work().finally(() => setBusy(false));
  };

  return {
    user,
    said,
    seen,
    busy,
    unavailable,
    say: ({ text, modality }, settings) =>
      busily(async () => {
        const access = await session(settings);
        if (access === null) return;
        const earlier = said.slice(-CONTEXT);
        const body: Partial<MessagesRequest> = {
          conversation_id: conversation.current,
          surface: SURFACE,
          messages: [...earlier, text].map((content, index) => ({
            id: newId("m"),
            role: "user",
            content,
            modality: index === earlier.length ? modality : "text",
          })),
          options: {
            learn: true,
            confirm: true,
            decide: { purpose: "ads", candidates: CANDIDATES.map(bare) as DecideOption["candidates"], count: PICKS, use_message: true },
          },
        };
        const call = { method: "POST", token: access.user_token, headers: headersFor(settings), body } as const;
        note({ explanation: await send<Explanation>({ ...call, path: "/v1/dev/explain" }) });
        const answer = await send<MessagesAnswer>({ ...call, path: "/v1/messages" });
        note({ answer, decision: answer.ok && answer.body.decision ? { ...answer, body: answer.body.decision } : null });
        setSaid([...said, text]);
        await look(access, undefined);
      }),
    rank: (purpose, settings) =>
      busily(async () => {
        const access = await session(settings);
        if (access === null) return;
        const { country } = settings;
        const body = { user, surface: SURFACE, purpose, count: PICKS, country, candidates: CANDIDATES.map(bare) };
        note({ decision: await send<Decision>({ method: "POST", path: "/v1/decisions", token: access.service_key, body }) });
        await look(access, undefined);
      }),
    token: async (settings) => (await session(settings))?.user_token ?? null,
    newConversation: () => {
      conversation.current = newId("c");
      setSaid([]);
    },
    newPerson: () => {
      conversation.current = newId("c");
      setUser(newId("visitor"));
      setSaid([]);
      setSeen(NOTHING);
    },
  };
}
