/** The page, read from the running system where it can be, and from the build where it must be. */
import { useEffect, useState } from "preact/hooks";
import type { PolicyDocument } from "../../gate/policy.ts";
import { type Exchange, send } from "../shared/api.ts";
import { day } from "../shared/format.ts";
import { t } from "../shared/i18n.ts";
import { type Counts, CountsPanel } from "./counts.tsx";
import { type Facts, NO_FACTS } from "./facts.ts";
import { ModelPanel } from "./model.tsx";
import { PolicyPanel } from "./policy.tsx";
import { ProofsPanel } from "./proofs.tsx";
import { RegionsPanel } from "./regions.tsx";

export function Transparency() {
  const [facts, setFacts] = useState<Facts | null>(null);
  const [policy, setPolicy] = useState<Exchange<PolicyDocument> | null>(null);
  const [counts, setCounts] = useState<Exchange<Counts> | null>(null);
  const loadPolicy = async () => setPolicy(await send<PolicyDocument>({ method: "GET", path: `/v1/policy${tenantQuery()}` }));
  const loadCounts = async () => setCounts(await send<Counts>({ method: "GET", path: `/v1/transparency${tenantQuery()}` }));
  useEffect(() => {
    void loadCounts();
    void send<Facts>({ method: "GET", path: "/facts.json" }).then((exchange) => setFacts(exchange.ok ? exchange.body : NO_FACTS));
    void loadPolicy();
  }, []);
  return (
    <>
      <div class="intro">
        <h1>{t("transparency.title")}</h1>
        <div class="row apart">
          <p class="lead">{t("transparency.lead")}</p>
          <button type="button" class="button small no-print" onClick={() => print()}>
            {t("transparency.print")}
          </button>
        </div>
      </div>
      <div class="stack wide">
        <PolicyPanel policy={policy} retry={loadPolicy} />
        {policy?.ok && <RegionsPanel regions={policy.body.regions.protected} />}
        <CountsPanel counts={counts} retry={loadCounts} />
        <ModelPanel facts={facts} />
        <ProofsPanel facts={facts} />
        {facts && facts.built !== "" && <p class="small muted">{t("transparency.built", { date: day(facts.built) })}</p>}
      </div>
    </>
  );
}

/** `?tenant=` of this page: whose effective date and counts to show; all tenants without it. */
function tenantQuery(): string {
  const tenant = new URLSearchParams(location.search).get("tenant");
  return tenant === null ? "" : `?${new URLSearchParams({ tenant })}`;
}
