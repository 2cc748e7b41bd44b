/** What the person does not want: blocks, removals that can be undone, and adverts that rest. */
import { useState } from "preact/hooks";
import { TOPICS } from "../../domain/topics.ts";
import { day, topicName } from "../shared/format.ts";
import { t } from "../shared/i18n.ts";
import { Icon } from "../shared/icon.tsx";
import type { MeAnswer } from "../shared/me-answer.ts";
import { Panel } from "../shared/parts.tsx";
import type { Me } from "./use-me.ts";

export function BlockedPanel({ me, view }: { me: Me; view: MeAnswer }) {
  const { preferences, removed, cooldowns } = view;
  const nothing = preferences.blocked.length + removed.length + cooldowns.length === 0;
  return (
    <Panel title={t("me.blocked.title")} lead={t("me.blocked.lead")} id="blocked">
      {nothing && <p class="muted">{t("me.blocked.empty")}</p>}
      {!nothing && (
        <ul class="lines">
          {preferences.blocked.map((id) => (
            <Line key={`block ${id}`} me={me} id={id} says={t("me.blocked.blocked")} />
          ))}
          {removed.map((topic) => (
            <Line key={`remove ${topic.id}`} me={me} id={topic.id} says={t("me.blocked.removed", { date: day(topic.undo_until) })} />
          ))}
          {cooldowns.map((topic) => (
            <li key={`rest ${topic.id}`} class="row apart">
              <span>
                {topicName(topic.id)} <span class="small muted">{t("me.blocked.cooldown", { date: day(topic.until) })}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <AddBlock me={me} />
    </Panel>
  );
}

const Line = ({ me, id, says }: { me: Me; id: string; says: string }) => (
  <li class="row apart">
    <span>
      {topicName(id)} <span class="small muted">{says}</span>
    </span>
    <button
      type="button"
      class="button small"
      disabled={me.busy}
      aria-label={t("me.action.for", { action: t("me.undo"), topic: topicName(id) })}
      onClick={() => me.undo(id)}
    >
      <Icon name="undo" /> {t("me.undo")}
    </button>
  </li>
);

/** Any topic can be blocked before it was ever seen. */
function AddBlock({ me }: { me: Me }) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const add = async (event: Event) => {
    event.preventDefault();
    const wanted = text.trim().toLowerCase();
    const topic = TOPICS.find(({ id }) => topicName(id).toLowerCase() === wanted);
    setWrong(topic === undefined);
    if (topic === undefined) return;
    await me.topic("block", topic.id);
    setText("");
  };
  return (
    <form class="field" onSubmit={add}>
      <label for="block">{t("me.blocked.add")}</label>
      <div class="row nowrap">
        <input
          id="block"
          type="text"
          list="topics"
          autocomplete="off"
          value={text}
          aria-invalid={wrong}
          aria-describedby="block-hint"
          onInput={(event) => {
            setText(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <button type="submit" class="button" disabled={me.busy || text.trim() === ""}>
          {t("me.block")}
        </button>
      </div>
      <span id="block-hint" class={wrong ? "small wrong" : "hint"} aria-live="polite">
        {t(wrong ? "me.blocked.unknown" : "me.blocked.add.hint")}
      </span>
      <datalist id="topics">
        {TOPICS.map(({ id }) => (
          <option key={id} value={topicName(id)} />
        ))}
      </datalist>
    </form>
  );
}
