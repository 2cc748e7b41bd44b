/** A map of squares: column and row of each region, roughly where it lies. Neighbours that are read give the eye a hold. */
const ROWS = [
  "IS .  .  .  .  SJ .  .  .  .  .  .",
  ".  .  .  .  NO SE FI AX .  .  .  .",
  ".  IM .  .  DK .  EE RU .  KR JP .",
  "IE GB .  NL DE PL LV .  .  .  .  .",
  "GG JE BE LU CZ SK LT BY .  .  .  .",
  ".  .  FR CH LI AT HU UA .  PM BL MF",
  "PT ES AD IT SI HR RO MD .  GP MQ GF",
  ".  GI MC MT BA RS BG TR .  YT RE TF",
  ".  .  .  .  ME MK GR CY .  NC WF PF",
];

export interface Tile {
  readonly code: string;
  readonly column: number;
  readonly row: number;
}

export const TILES: readonly Tile[] = ROWS.flatMap((line, row) => line.split(/\s+/).flatMap((code, column) => (code === "." ? [] : [{ code, column, row }])));
export const TILE_COLUMNS = 12;
export const TILE_ROWS = ROWS.length;
