/** The person's data and the calls that change it. After each change everything is read again: the page never guesses. */
import { useEffect, useState } from "preact/hooks";
import { type Call, type Exchange, send } from "../shared/api.ts";
import { topicName } from "../shared/format.ts";
import { t } from "../shared/i18n.ts";
import type { Erased, MeAnswer, Patch } from "../shared/me-answer.ts";

/** Something that was done, told to the person; `undo` is the id of the topic that can be put back. */
export interface Note {
  readonly text: string;
  readonly undo?: string;
}

export type TopicAction = "block" | "boost" | "remove";

export interface Me {
  readonly view: Exchange<MeAnswer> | null;
  readonly note: Note | null;
  /** Status of the last change that failed; null when it worked. */
  readonly failed: number | null;
  readonly busy: boolean;
  readonly erased: Erased | null;
  /** One call with the person's token. */
  ask<T>(call: Omit<Call, "token">): Promise<Exchange<T>>;
  reload(): Promise<void>;
  prefer(patch: Patch): Promise<void>;
  topic(action: TopicAction, id: string): Promise<void>;
  undo(id: string): Promise<void>;
  erase(): Promise<void>;
  say(note: Note | null): void;
}

export function useMe(token: string): Me {
  const [view, setView] = useState<Exchange<MeAnswer> | null>(null);
  const [note, setNote] = useState<Note | null>(null);
  const [failed, setFailed] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [erased, setErased] = useState<Erased | null>(null);

  const ask = <T>(call: Omit<Call, "token">) => send<T>({ ...call, token });
  const reload = async () => setView(await ask<MeAnswer>({ method: "GET", path: "/v1/me" }));
  useEffect(() => {
    void reload();
  }, [token]);

  /** Does it, reads everything again, and tells what was done. */
  const change = async (call: Omit<Call, "token">, done: Note) => {
    setBusy(true);
    const exchange = await ask(call);
    setFailed(exchange.ok ? null : exchange.status);
    if (exchange.ok) {
      await reload();
      setNote(done);
    } else if (exchange.status === 401) setView(exchange as Exchange<MeAnswer>);
    else await reload();
    setBusy(false);
  };

  return {
    view,
    note,
    failed,
    busy,
    erased,
    ask,
    reload,
    say: setNote,
    prefer: (body) => {
      // The control shows the wish at once; the answer, read again, has the last word.
      if (view?.ok) setView({ ...view, body: wished(view.body, body) });
      return change({ method: "PATCH", path: "/v1/me/preferences", body }, { text: t("me.done.saved") }).then(() =>
        body.restart ? setErased(null) : undefined,
      );
    },
    topic: (action, id) =>
      change({ method: "PUT", path: `/v1/me/topics/${id}`, body: { action } }, { text: t(`me.done.${action}`, { topic: topicName(id) }), undo: id }),
    undo: (id) => change({ method: "DELETE", path: `/v1/me/topics/${id}` }, { text: t("me.done.undo", { topic: topicName(id) }) }),
    erase: async () => {
      setBusy(true);
      const exchange = await ask<Erased>({ method: "DELETE", path: "/v1/me" });
      setFailed(exchange.ok ? null : exchange.status);
      if (exchange.ok) setErased(exchange.body);
      setNote(null);
      setBusy(false);
    },
  };
}

/** The view as it will be when the wish is granted. */
function wished(view: MeAnswer, { personalisation, purposes }: Patch): MeAnswer {
  const { preferences } = view;
  return {
    ...view,
    preferences: { ...preferences, personalisation: personalisation ?? preferences.personalisation, purposes: { ...preferences.purposes, ...purposes } },
  };
}
