/** The page: choices first, then what is known, then everything else that can be done about it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { send } from "../shared/api.ts";
import { t } from "../shared/i18n.ts";
import type { MeAnswer } from "../shared/me-answer.ts";
import { Empty, Failure, Loading, Panel } from "../shared/parts.tsx";
import { BlockedPanel } from "./blocked.tsx";
import { ChoicesPanel } from "./choices.tsx";
import { ErasedPanel } from "./erased.tsx";
import { InterestsPanel } from "./interests.tsx";
import { LinksPanel } from "./links.tsx";
import { TakePanel } from "./take.tsx";
import { takeToken } from "./token.ts";
import { type Me, useMe } from "./use-me.ts";
import { WhyPanel } from "./why.tsx";

/** `first`: the token that the address brought. A fresh link that is opened in the same tab brings another one. */
export function PrivacyCentre({ first }: { first: string | null }) {
  const [token, setToken] = useState(first);
  useEffect(() => {
    const fresh = () => {
      if (location.hash.startsWith("#token=")) setToken(takeToken());
    };
    addEventListener("hashchange", fresh);
    return () => removeEventListener("hashchange", fresh);
  }, []);
  return token === null ? <NoToken open={setToken} /> : <Centre key={token} token={token} />;
}

const Intro = () => (
  <div class="intro">
    <h1>{t("me.title")}</h1>
    <p class="lead">{t("me.lead")}</p>
  </div>
);

/** Without a token nothing can be shown. A development server can make one. */
function NoToken({ open }: { open: (token: string) => void }) {
  const [missing, setMissing] = useState(false);
  const asDemo = async () => {
    const session = await send<{ user_token: string }>({ method: "POST", path: "/v1/dev/session", body: { user: "demo", age: "adult" } });
    if (session.ok) open(session.body.user_token);
    else setMissing(true);
  };
  return (
    <>
      <Intro />
      <Empty title={t("me.no_token")}>
        <p>{t("me.no_token.why")}</p>
        {!missing && (
          <>
            <p class="small">{t("me.no_token.dev")}</p>
            <button type="button" class="button" onClick={asDemo}>
              {t("me.no_token.open")}
            </button>
          </>
        )}
      </Empty>
    </>
  );
}

function Centre({ token }: { token: string }) {
  const me = useMe(token);
  const { view, erased } = me;
  if (erased !== null || (view?.ok && view.body.status === "erased")) {
    return (
      <ErasedPanel
        erased={erased}
        until={erased?.stays_erased_until ?? (view?.ok ? view.body.erased_until : null)}
        again={() => me.prefer({ restart: true })}
        busy={me.busy}
      />
    );
  }
  return (
    <>
      <Intro />
      {view === null ? (
        <Panel title={t("me.interests.title")}>
          <Loading />
        </Panel>
      ) : view.ok ? (
        <Rooms me={me} view={view.body} />
      ) : view.status === 401 ? (
        <Empty title={t("me.expired")}>
          <p>{t("me.expired.why")}</p>
        </Empty>
      ) : (
        <Failure status={view.status} retry={me.reload} />
      )}
    </>
  );
}

function Rooms({ me, view }: { me: Me; view: MeAnswer }) {
  return (
    <>
      {me.failed !== null && <Failure status={me.failed} />}
      <ChoicesPanel me={me} view={view} />
      <div class="columns lead-left rooms">
        <div class="stack wide">
          <InterestsPanel me={me} view={view} />
          <WhyPanel me={me} view={view} />
        </div>
        <div class="stack wide">
          <BlockedPanel me={me} view={view} />
          <LinksPanel me={me} view={view} />
          <Panel title={t("me.not_kept.title")}>
            <ul class="ticks">
              {NOT_KEPT.map((key) => (
                <li key={key}>{t(key)}</li>
              ))}
            </ul>
          </Panel>
          <TakePanel me={me} view={view} />
        </div>
      </div>
      <Toast me={me} />
    </>
  );
}

const NOT_KEPT = ["me.not_kept.words", "me.not_kept.image", "me.not_kept.sensitive", "me.not_kept.name", "me.not_kept.ids"] as const;
const TOAST_MS = 12_000;

/** What was just done, with a way back. */
function Toast({ me: { note, say, undo } }: { me: Me }) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    if (note) timer.current = setTimeout(() => say(null), TOAST_MS);
    return () => clearTimeout(timer.current);
  }, [note, say]);
  return (
    <div role="status">
      {note && (
        <div class="toast">
          <span>{note.text}</span>
          {note.undo && (
            <button type="button" class="button small" onClick={() => note.undo && undo(note.undo)}>
              {t("me.undo")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
