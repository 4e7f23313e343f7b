import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const WIDTH = 560;
const HEIGHT = 120;
let ready: Promise<void> | undefined;

/** Once in a process. */
function prepared(): Promise<void> {
  // Beside the module, not as a module: the bundler would take a resolved .wasm for an import.
  const folder = path.dirname(createRequire(import.meta.url).resolve("@resvg/resvg-wasm"));
  ready ??= initWasm(readFileSync(path.join(folder, "index_bg.wasm")));
  return ready;
}

/**
 * A line of daily values as PNG, twice as dense as it is shown; words stand beside it: mail readers rarely draw SVG. Null, of
 * which nothing is known, is a gap.
 */
export async function pictureOf(values: (number | null)[], line: number): Promise<Buffer> {
  await prepared();
  const top = Math.max(line * 1.2, ...values.map((value) => value ?? 0)) || 1;
  const x = (index: number) => 4 + (index / Math.max(1, values.length - 1)) * (WIDTH - 8);
  const y = (value: number) => HEIGHT - 6 - (value / top) * (HEIGHT - 16);
  const isKnown = (i: number) => (values[i] ?? null) !== null;
  // A day between two gaps is a line of no length, which its round ends make a dot.
  const path = values
    .map((value, i) => {
      if (value === null) return "";
      const point = `${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
      return isKnown(i - 1) ? `L${point}` : `M${point}${isKnown(i + 1) ? "" : `L${point}`}`;
    })
    .join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
    <path d="M4 ${y(line)}H${WIDTH - 4}" stroke="#b3241b" stroke-dasharray="4 4"/>
    <path d="M4 ${HEIGHT - 6}H${WIDTH - 4}" stroke="#8a867c"/>
    <path d="${path}" fill="none" stroke="#1a1c1e" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/></svg>`;
  return Buffer.from(new Resvg(svg, { fitTo: { mode: "width", value: 2 * WIDTH } }).render().asPng());
}
