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

/** A line of daily values as PNG, twice as dense as it is shown; words stand beside it: mail readers rarely draw SVG. */
export async function pictureOf(values: number[], line: number): Promise<Buffer> {
  await prepared();
  const top = Math.max(line * 1.2, ...values) || 1;
  const x = (index: number) => 4 + (index / Math.max(1, values.length - 1)) * (WIDTH - 8);
  const y = (value: number) => HEIGHT - 6 - (value / top) * (HEIGHT - 16);
  const path = values.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
    <path d="M4 ${y(line)}H${WIDTH - 4}" stroke="#b3241b" stroke-dasharray="4 4"/>
    <path d="M4 ${HEIGHT - 6}H${WIDTH - 4}" stroke="#8a867c"/>
    <path d="${path}" fill="none" stroke="#1a1c1e" stroke-width="2" stroke-linejoin="round"/></svg>`;
  return Buffer.from(new Resvg(svg, { fitTo: { mode: "width", value: 2 * WIDTH } }).render().asPng());
}
