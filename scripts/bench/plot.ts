import type { Figure } from "./measure";

/* Growth curves as SVG, readable on light and on dark paper. Both axes are logarithmic. */

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [860, 560, 56, 316, 44, 44];
const INK = "#7a7f87";
const COLOURS = ["#2f7fc1", "#c2622d", "#4a9a5b", "#9a5fb5", "#b08a1e", "#c04a6b", "#3a9c9c", "#7d6a55"];

interface Curve {
  name: string;
  dashed: boolean;
  points: { x: number; y: number }[];
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
const words = (value: number): string =>
  value >= 1e6 ? `${value / 1e6} M` : value >= 1e3 ? `${value / 1e3} k` : String(value);

function decades(values: number[]): number[] {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(...values))), low + 1);
  return Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
}

const LABEL = 15;

/** Names at the right ends of the curves, moved apart where they would cover each other, and never below the picture. */
function labels(ends: { y: number; text: string; colour: string }[], x: number): string[] {
  let last = -Infinity;
  return ends
    .toSorted((a, b) => a.y - b.y)
    .map(({ y, text, colour }, i) => {
      const lowest = HEIGHT - 8 - (ends.length - 1 - i) * LABEL;
      last = Math.max(Math.min(y, lowest), last + LABEL);
      return `<text x="${x}" y="${(last + 4).toFixed(1)}" fill="${colour}">${escaped(text)}</text>`;
    });
}

/** The curves as a picture; a line across at `limit` where there is one. */
function plot(title: string, curves: Curve[], limit?: { y: number; name: string }): string {
  const xs = decades(curves.flatMap((curve) => curve.points.map((point) => point.x)));
  const ys = decades(
    [...curves.flatMap((curve) => curve.points.map((point) => point.y)), limit?.y ?? []].flat(),
  );
  const place = (value: number, scale: number[], from: number, to: number): number => {
    const [low, high] = [Math.log10(scale[0]!), Math.log10(scale.at(-1)!)];
    return from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  };
  const x = (value: number) => place(value, xs, LEFT, WIDTH - RIGHT);
  const y = (value: number) => place(value, ys, HEIGHT - BOTTOM, TOP);
  const line = (y1: number, more = "") =>
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y1.toFixed(1)}" y2="${y1.toFixed(1)}" stroke="${INK}" ${more}/>`;
  const drawn = curves.map(({ points, dashed }, i) => {
    const path = points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`);
    const dots = path.map((one) => one.split(",")).map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3"/>`);
    const colour = COLOURS[i % COLOURS.length];
    return `<g fill="${colour}"><polyline points="${path.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"${
      dashed ? ' stroke-dasharray="5 4"' : ""
    }/>${dots.join("")}</g>`;
  });
  const ends = curves.map(({ name, points }, i) => {
    return { y: y(points.at(-1)!.y), text: name, colour: COLOURS[i % COLOURS.length]! };
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}"`,
    ` font-family="system-ui, sans-serif" font-size="12">`,
    `<text x="${LEFT}" y="22" font-size="14" fill="${INK}">${escaped(title)}</text>`,
    ...ys.map((value) => line(y(value), 'stroke-opacity="0.3"')),
    ...ys.map(
      (value) =>
        `<text x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end" fill="${INK}">${words(value)}</text>`,
    ),
    ...xs.map(
      (value) =>
        `<text x="${x(value)}" y="${HEIGHT - 18}" text-anchor="middle" fill="${INK}">${words(value)}</text>`,
    ),
    ...(limit
      ? [
          line(y(limit.y), 'stroke-dasharray="2 3"'),
          `<text x="${LEFT + 6}" y="${y(limit.y) - 5}" fill="${INK}">${escaped(limit.name)}</text>`,
        ]
      : []),
    ...drawn,
    ...labels(ends, WIDTH - RIGHT + 10),
    "</svg>\n",
  ].join("\n");
}

const PERIOD = 365;

/** The 95th percentile of each chart over 365 days as the deliveries grow; scans are dashed. */
export function growth(figures: Figure[]): string {
  const curves = new Map<string, Curve>();
  for (const { what, value, unit, deliveries, days } of figures) {
    if (unit !== "ms p95" || days !== PERIOD || deliveries === undefined) continue;
    const curve = curves.get(what) ?? { name: what, dashed: what.endsWith("by a scan"), points: [] };
    curve.points.push({ x: deliveries, y: Math.max(value, 0.1) });
    curves.set(what, curve);
  }
  const title = `Charts over ${PERIOD} days: ms at the 95th percentile, by deliveries`;
  return plot(title, [...curves.values()], { y: 100, name: "100 ms" });
}
