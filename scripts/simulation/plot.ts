/** The plot of docs/simulation.md: two panels, plain SVG. */
import type { Measures } from "./measure.ts";
import type { RankerName } from "./rankers.ts";

const COLOURS: Record<RankerName, string> = { inkling: "#1d5fbf", greedy: "#c2571a", random: "#777777" };
const PANEL = { width: 400, height: 230, left: 44, top: 44 } as const;

interface Line {
  readonly name: RankerName;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export function plot(measures: Readonly<Record<RankerName, Measures>>): string {
  const names = Object.keys(measures) as RankerName[];
  const weekly = names.map((name): Line => ({ name, points: measures[name].weekly.map((y, week) => [week + 1, y]) }));
  const buying = names.map((name): Line => ({ name, points: [...measures[name].aroundBuying] }));
  const width = 2 * (PANEL.width + PANEL.left) + 60;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL.height + 110}" font-family="system-ui, sans-serif" font-size="12">
<title>Relevance by week, and adverts about what a buyer bought, for three rankers</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${panel("Relevance of what was shown", "week", weekly, 0)}
${panel("Adverts about what a buyer bought, of 100", "days since buying", buying, PANEL.width + PANEL.left + 30)}
${legend(names)}
</svg>
`;
}

function panel(title: string, below: string, lines: readonly Line[], shift: number): string {
  const all = lines.flatMap(({ points }) => points);
  const [least, most] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
  const top = niceTop(Math.max(...all.map(([, y]) => y)));
  const x = (value: number): number => shift + PANEL.left + ((value - least) / (most - least)) * PANEL.width;
  const y = (value: number): number => PANEL.top + PANEL.height * (1 - value / top);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = y(part * top).toFixed(1);
    return `<line x1="${x(least)}" x2="${x(most)}" y1="${at}" y2="${at}" stroke="#dddddd"/><text x="${x(least) - 6}" y="${at}" dy="4" text-anchor="end" fill="#555555">${round(part * top)}</text>`;
  });
  const ticks = Array.from({ length: 5 }, (_, at) => Math.round(least + ((most - least) * at) / 4)).map(
    (value) => `<text x="${x(value).toFixed(1)}" y="${PANEL.top + PANEL.height + 18}" text-anchor="middle" fill="#555555">${value}</text>`,
  );
  const label = `<text x="${x(most)}" y="${PANEL.top + PANEL.height + 36}" text-anchor="end" fill="#555555">${below}</text>`;
  const zero =
    least < 0
      ? `<line x1="${x(0).toFixed(1)}" x2="${x(0).toFixed(1)}" y1="${PANEL.top}" y2="${PANEL.top + PANEL.height}" stroke="#999999" stroke-dasharray="3 3"/>`
      : "";
  const paths = lines.map(
    ({ name, points }) =>
      `<polyline fill="none" stroke="${COLOURS[name]}" stroke-width="2" points="${points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(" ")}"/>`,
  );
  return [`<text x="${x(least)}" y="24" font-weight="600" fill="#222222">${title}</text>`, ...grid, ...ticks, label, zero, ...paths].join("\n");
}

const legend = (names: readonly RankerName[]): string =>
  names
    .map((name, at) => {
      const x = PANEL.left + at * 110;
      const y = PANEL.top + PANEL.height + 48;
      return `<line x1="${x}" x2="${x + 22}" y1="${y}" y2="${y}" stroke="${COLOURS[name]}" stroke-width="2"/><text x="${x + 28}" y="${y}" dy="4" fill="#222222">${name}</text>`;
    })
    .join("\n");

/** The next of 1, 2, 4, 6, 8, 10 times a power of ten. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.01)));
  return ([1, 2, 4, 6, 8].find((step) => step * power >= value) ?? 10) * power;
}

const round = (value: number): string => String(Math.round(value * 1000) / 1000);
