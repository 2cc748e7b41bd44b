/** Each promise with the test behind it. */
import { t } from "../shared/i18n.ts";
import { Empty, Loading, Panel } from "../shared/parts.tsx";
import type { Facts, Proof } from "./facts.ts";

export function ProofsPanel({ facts }: { facts: Facts | null }) {
  const proofs = facts === null ? null : rowsOf(facts.proofs);
  return (
    <Panel title={t("transparency.proofs.title")} lead={t("transparency.proofs.lead")} id="proofs" long>
      {proofs === null ? <Loading /> : proofs.length === 0 ? <Empty title={t("transparency.proofs.none")} /> : <Table proofs={proofs} />}
    </Panel>
  );
}

const Table = ({ proofs }: { proofs: readonly Proof[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
  <div class="scroll" tabindex={0} role="region" aria-label={t("transparency.proofs.title")}>
    <table lang="en">
      <thead>
        <tr>
          <th scope="col">{t("transparency.proofs.claim")}</th>
          <th scope="col">{t("transparency.proofs.result")}</th>
          <th scope="col">{t("transparency.proofs.how")}</th>
        </tr>
      </thead>
      <tbody>
        {proofs.map(({ claim, result, how }) => (
          <tr key={claim}>
            <th scope="row">{claim}</th>
            <td>{result}</td>
            <td>
              <code>{how}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** The rows of docs/proofs.json; none where it was not built. */
function rowsOf(proofs: unknown): readonly Proof[] {
  const list = Array.isArray(proofs) ? proofs : ((proofs as { proofs?: unknown } | null)?.proofs ?? []);
  return Array.isArray(list) ? (list as readonly Proof[]) : [];
}
