/** Every row that exists about the person, from every store. */
import type { Exchange } from "../shared/api.ts";
import { t } from "../shared/i18n.ts";
import { Empty, Failure, Loading, Panel } from "../shared/parts.tsx";
import { Wire } from "../shared/wire.tsx";
import type { Trace } from "./wire-types.ts";

export function TracePanel({ trace, busy }: { trace: Exchange<Trace> | null; busy: boolean }) {
  return (
    <Panel title={t("trace.title")} lead={t("trace.lead")} id="trace" long>
      {trace === null ? (
        busy ? (
          <Loading />
        ) : (
          <Empty title={t("trace.unknown")} />
        )
      ) : trace.ok ? (
        <Stores trace={trace.body} />
      ) : (
        <Failure status={trace.status} />
      )}
      <Wire exchange={trace} />
    </Panel>
  );
}

function Stores({ trace }: { trace: Trace }) {
  const filled = trace.stores.filter(({ rows }) => rows.length > 0);
  const rows = filled.reduce((sum, store) => sum + store.rows.length, 0);
  if (rows === 0) {
    return (
      <Empty title={t("trace.none")}>
        <span>{t("trace.none.means", { stores: trace.stores.length })}</span>
      </Empty>
    );
  }
  return (
    <>
      <p>
        <strong>{t("trace.rows", { count: rows })}</strong> <span class="muted">{t("trace.no_words")}</span>
      </p>
      {filled.map((store) => (
        <Rows key={`${store.store} ${store.table}`} {...store} />
      ))}
    </>
  );
}

function Rows({ store, table, rows }: Trace["stores"][number]) {
  return (
    <details class="store" open={table === "profile"}>
      <summary>
        <strong>
          {store} · {table}
        </strong>{" "}
        {t("trace.rows", { count: rows.length })}
      </summary>
      {rows.map((row) => (
        <dl class="row-of-store" key={JSON.stringify(row)}>
          {Object.entries(row).map(([column, value]) => (
            <div key={column}>
              <dt>
                <code>{column}</code>
              </dt>
              <dd>
                <code>{cell(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      ))}
    </details>
  );
}

const cell = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? null).replaceAll(",", ", "));
