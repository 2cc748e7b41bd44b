/** Each promise with how often it was put to the test. */
import { number } from "../shared/format.ts";
import { t } from "../shared/i18n.ts";
import { Empty, Loading, Panel } from "../shared/parts.tsx";
import type { Facts, Proof } from "./facts.ts";

export function ProofsPanel({ facts }: { facts: Facts | null }) {
  return (
    <Panel title={t("transparency.proofs.title")} lead={t("transparency.proofs.lead")} id="proofs" long>
      {facts === null ? <Loading /> : facts.proofs === null ? <Empty title={t("transparency.proofs.none")} /> : <Promises promises={facts.proofs.promises} />}
    </Panel>
  );
}

function Promises({ promises }: { promises: readonly Proof[] }) {
  const areas = [...new Set(promises.map(({ area }) => area))];
  return (
    <div class="scroll" tabindex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("transparency.proofs.promise")}</th>
            <th scope="col" class="number">
              {t("transparency.proofs.cases")}
            </th>
            <th scope="col" class="number">
              {t("transparency.proofs.failures")}
            </th>
          </tr>
        </thead>
        {areas.map((area) => (
          <tbody key={area}>
            <tr>
              <th scope="rowgroup" colspan={3} lang="en">
                {area}
              </th>
            </tr>
            {promises
              .filter((one) => one.area === area)
              .map(({ promise, cases, failures }) => (
                <tr key={promise}>
                  <td lang="en">{promise}</td>
                  <td class="number">{number(cases)}</td>
                  <td class="number">{failures === 0 ? <span class="chip good">0</span> : <span class="chip stop">{number(failures)}</span>}</td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
