/** The steps of the flow, top to bottom. They light up one after the other with what each one decided. */
import { useEffect, useState } from "preact/hooks";
import { milliseconds, number, percent, topicName } from "../shared/format.ts";
import { type MessageKey, t, word } from "../shared/i18n.ts";
import { Icon } from "../shared/icon.tsx";
import { STEPS, type Step } from "./wire-types.ts";

const RUNG_MS = 170;
const MAX_SHOWN = 3;
const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** `steps` null: nothing was sent yet. A new list starts the walk again. */
export function Ladder({ steps, busy }: { steps: readonly Step[] | null; busy: boolean }) {
  const [lit, setLit] = useState(0);
  useEffect(() => {
    if (steps === null) return;
    if (isStill()) {
      setLit(steps.length);
      return;
    }
    setLit(0);
    const timer = setInterval(() => setLit((count) => count + 1), RUNG_MS);
    const end = setTimeout(() => clearInterval(timer), RUNG_MS * (steps.length + 1));
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [steps]);

  const found = new Map(steps?.map((step) => [step.step, step]));
  const stopped = steps?.some(({ step, verdict }) => verdict === "stop" && step !== "decide") ?? false;
  return (
    <ol class="ladder" aria-busy={busy}>
      {STEPS.map((name, index) => (
        <Rung key={name} name={name} step={index < lit ? found.get(name) : undefined} stopped={stopped} busy={busy} />
      ))}
    </ol>
  );
}

/** How a rung looks. A step that found nothing to show did not stop the message; one that nobody asked for is no "no". */
type Look = "waiting" | "pass" | "stop" | "quiet";

function lookOf(step: Step | undefined, stopped: boolean): { look: Look; says: MessageKey | null } {
  if (step === undefined) return { look: "waiting", says: null };
  if (step.verdict === "pass") return { look: "pass", says: "verdict.pass" };
  if (step.verdict === "not_reached") return { look: "quiet", says: step.step === "decide" && !stopped ? "verdict.not_asked" : "verdict.not_reached" };
  return step.step === "decide" ? { look: "quiet", says: "verdict.nothing" } : { look: "stop", says: "verdict.stop" };
}

const MARKS = { pass: "check", stop: "cross", quiet: "dash" } as const;

function Rung({ name, step, stopped, busy }: { name: Step["step"]; step: Step | undefined; stopped: boolean; busy: boolean }) {
  const { look, says } = lookOf(step, stopped);
  const facts = Object.entries(step?.facts ?? {}).flatMap(([key, value]) => {
    const text = plain(value);
    return text === "" ? [] : [`${word("fact", key)}: ${text}`];
  });
  return (
    <li class={`rung ${look}${busy ? " busy" : ""}`}>
      <span class="mark">{look !== "waiting" && <Icon name={MARKS[look]} />}</span>
      <div class="stack tight">
        <div class="row apart">
          <h3>{t(`step.${name}`)}</h3>
          {step && step.verdict !== "not_reached" && <span class="small muted">{milliseconds(step.ms)}</span>}
        </div>
        <p class="small muted">{t(`step.${name}.does`)}</p>
        {says && (
          <div class="chips">
            <span class={`chip ${look === "pass" ? "good" : look === "stop" ? "stop" : ""}`}>{t(says)}</span>
            {step?.rule && <span class={`chip ${look === "stop" ? "stop" : ""}`}>{t("ladder.rule", { rule: word("rule", step.rule) })}</span>}
            {facts.map((fact) => (
              <span class="chip" key={fact}>
                {fact}
              </span>
            ))}
          </div>
        )}
      </div>
    </li>
  );
}

/** A fact in a few words; "" where it says nothing. */
function plain(value: unknown): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_SHOWN).map(plain);
    return [...shown, ...(value.length > MAX_SHOWN ? ["…"] : [])].join(", ");
  }
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return t(value ? "fact.yes" : "fact.no");
  if (typeof value !== "object") return String(value);
  const { id, name, score } = value as { id?: string; name?: string; score?: number };
  const label = name === undefined ? topicName(id ?? "") : word("intent", name);
  return score === undefined ? label : `${label} ${score <= 1 ? percent(score) : number(score, 2)}`;
}
