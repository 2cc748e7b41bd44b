/** Small parts that more than one page uses. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { t } from "./i18n.ts";
import { Icon, type IconName } from "./icon.tsx";

/** A card with a heading. */
export function Panel({
  title,
  lead,
  id,
  children,
  long = false,
}: {
  title: string;
  lead?: ComponentChildren;
  id?: string;
  children: ComponentChildren;
  long?: boolean;
}) {
  const heading = useId();
  return (
    <section class={long ? "panel long" : "panel"} id={id} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {lead && <p class="muted">{lead}</p>}
      </header>
      {children}
    </section>
  );
}

/** A share from 0 to 1 as a line. Decoration: the number stands beside it. */
export const Bar = ({ share, faint = false }: { share: number; faint?: boolean }) => (
  <div class={faint ? "bar faint" : "bar"} aria-hidden="true">
    <span style={{ width: `${(Math.max(0, Math.min(1, share)) * 100).toFixed(1)}%` }} />
  </div>
);

/** One of a few, as joined buttons. */
export function Segments<T extends string>({
  legend,
  options,
  value,
  choose,
  hideLegend = false,
  disabled = false,
}: {
  legend: string;
  options: readonly { readonly value: T; readonly label: string; readonly icon?: IconName }[];
  value: T;
  choose: (value: T) => void;
  hideLegend?: boolean;
  disabled?: boolean;
}) {
  const name = useId();
  return (
    <fieldset class="field" disabled={disabled}>
      <legend class={hideLegend ? "visually-hidden" : "label"}>{legend}</legend>
      <div class="segments">
        {options.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => choose(option.value)} />
            <span>
              {option.icon && <Icon name={option.icon} />}
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** On or off, with a line that says what that means. */
export const Switch = ({
  label,
  hint,
  on,
  change,
  disabled = false,
}: {
  label: string;
  hint?: string;
  on: boolean;
  change: (on: boolean) => void;
  disabled?: boolean;
}) => (
  <label class="switch">
    <span>{label}</span>
    {hint && <small>{hint}</small>}
    <input type="checkbox" role="switch" aria-checked={on} checked={on} disabled={disabled} onChange={(event) => change(event.currentTarget.checked)} />
  </label>
);

/** Grey lines while something is on its way. */
export const Loading = () => (
  <div class="skeleton" role="status">
    <span />
    <span />
    <span />
    <p class="visually-hidden">{t("state.loading")}</p>
  </div>
);

/** Why there is nothing here, and what to do about it. */
export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <strong>{title}</strong>
    {children}
  </div>
);

/** Something went wrong; what, and a way on. */
export const Failure = ({ status, retry }: { status: number; retry?: () => void }) => (
  <div class="note stop" role="alert">
    <strong>{status === 0 ? t("state.offline") : status === 401 ? t("state.expired") : t("state.failed", { status })}</strong>
    {retry && (
      <div>
        <button type="button" class="button small" onClick={retry}>
          {t("state.retry")}
        </button>
      </div>
    )}
  </div>
);
