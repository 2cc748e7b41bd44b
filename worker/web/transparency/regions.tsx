/** Where messages pass through unread: as a map of squares, and as a list with the law behind each. */
import type { PolicyDocument } from "../../gate/policy.ts";
import { country, list } from "../shared/format.ts";
import { language, t } from "../shared/i18n.ts";
import { Panel } from "../shared/parts.tsx";
import { TILE_COLUMNS, TILE_ROWS, TILES } from "./region-tiles.ts";

const GROUPS = [
  ["eu", ["eu"]],
  ["eea", ["eea", "eea-precaution"]],
  ["uk", ["uk", "uk-family"]],
  ["ch", ["ch"]],
  ["kr", ["kr"]],
  ["territory", ["eu-territory", "french-collectivity"]],
] as const;

type Regions = PolicyDocument["regions"]["protected"];

export function RegionsPanel({ regions }: { regions: Regions }) {
  const names = (tiers: readonly string[]) =>
    regions
      .filter(({ tier }) => tiers.includes(tier))
      .map(({ code }) => country(code))
      .sort((a, b) => a.localeCompare(b, language()));
  return (
    <Panel title={t("transparency.regions.title")} lead={t("transparency.regions.lead")} id="regions">
      <div class="columns lead-right">
        <figure class="stack tight">
          <Tiles closed={new Set(regions.map(({ code }) => code))} />
          <figcaption class="small muted">{t("transparency.regions.map")}</figcaption>
        </figure>
        <dl class="regions">
          {GROUPS.map(([group, tiers]) => (
            <div key={group}>
              <dt>
                {t(`transparency.regions.group.${group}`)} <span class="small muted">{names(tiers).length}</span>
              </dt>
              <dd>{list(names(tiers))}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}

const SIDE = 40;

const Tiles = ({ closed }: { closed: ReadonlySet<string> }) => (
  <svg class="tiles" viewBox={`0 0 ${TILE_COLUMNS * SIDE} ${TILE_ROWS * SIDE}`} role="img" aria-label={t("transparency.regions.map")}>
    {TILES.map(({ code, column, row }) => (
      <g key={code} class={closed.has(code) ? "protected" : "open"}>
        <title>{country(code)}</title>
        <rect x={column * SIDE + 2} y={row * SIDE + 2} width={SIDE - 4} height={SIDE - 4} rx={6} />
        <text x={column * SIDE + SIDE / 2} y={row * SIDE + SIDE / 2 + 5} text-anchor="middle">
          {code}
        </text>
      </g>
    ))}
  </svg>
);
