import { composed } from "./composed";

/** What a drawing is painted with; variables of the page's theme become their values. */
const INLINED = [
  ...[
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
  ],
  ...["stroke-linejoin", "opacity", "paint-order", "text-anchor", "dominant-baseline"],
  ...["font-family", "font-size", "font-weight", "font-variant-numeric"],
];
const NAMESPACE = "http://www.w3.org/2000/svg";
const PADDING = 20;
const LINE = 18;
/** Pixels a unit, so that the picture is sharp where it is printed. */
const DENSITY = 2;

interface Words {
  title: string;
  /** Lines below the title, already short enough to stand in one. */
  lines: string[];
}

function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of INLINED) {
    const value = style.getPropertyValue(name);
    if (value) to.setAttribute(name, value.replace(/url\(["']?[^#)]*#([^"')]+)["']?\)/g, "url(#$1)"));
  }
  to.removeAttribute("style");
  to.removeAttribute("class");
  for (const [index, child] of [...from.children].entries()) {
    const copy = to.children[index];
    if (copy) inline(child, copy);
  }
}

/** The fills that a drawing points to, which stand once in the page. */
function patternsOf(text: string): SVGElement {
  const defs = document.createElementNS(NAMESPACE, "defs");
  for (const id of new Set([...text.matchAll(/url\(#([\w-]+)\)/g)].map((match) => match[1]!))) {
    const found = document.getElementById(id);
    if (!found || found.closest(".chart")) continue;
    const copy = found.cloneNode(true) as Element;
    inline(found, copy);
    defs.append(copy);
  }
  return defs;
}

function text(
  words: string,
  y: number,
  style: CSSStyleDeclaration,
  more: Record<string, string>,
): SVGElement {
  const element = document.createElementNS(NAMESPACE, "text");
  const attributes = {
    x: String(PADDING),
    y: String(y),
    "font-family": style.fontFamily,
    fill: style.color,
    ...more,
  };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = words;
  return element;
}

/** A drawing of the page as a part of another, at this place. */
function placed(chart: SVGSVGElement, x: number, y: number): SVGSVGElement {
  const { width, height } = chart.getBoundingClientRect();
  const copy = chart.cloneNode(true) as SVGSVGElement;
  inline(chart, copy);
  const place = { x, y, width: Math.ceil(width), height: Math.ceil(height), overflow: "visible" };
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
  return copy;
}

/**
 * A chart as a drawing that stands alone: colours, fonts and patterns written out, its title and words above it; nothing
 * in it is fetched. @param chart the drawing in the page, or elements that are laid out as one
 */
export function drawingOf(chart: Element, { title, lines }: Words): SVGSVGElement {
  const { width, height } = chart.getBoundingClientRect();
  const above = PADDING + 10 + LINE * (1 + lines.length);
  const size = { width: Math.ceil(width) + 2 * PADDING, height: Math.ceil(height) + above + PADDING };
  const copy =
    chart instanceof SVGSVGElement
      ? placed(chart, PADDING, above)
      : composed(chart, { x: PADDING, y: above }, placed);

  const style = getComputedStyle(chart.closest(".card") ?? document.body);
  const drawing = document.createElementNS(NAMESPACE, "svg");
  drawing.setAttribute("xmlns", NAMESPACE);
  drawing.setAttribute("width", String(size.width));
  drawing.setAttribute("height", String(size.height));
  drawing.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  const ground = document.createElementNS(NAMESPACE, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", style.backgroundColor);
  const heading = text(title, PADDING + 14, style, { "font-size": "15", "font-weight": "600" });
  const words = lines.map((line, index) =>
    text(line, PADDING + 14 + LINE * (index + 1), style, { "font-size": "12.5", opacity: ".75" }),
  );
  drawing.append(patternsOf(copy.outerHTML), ground, heading, ...words, copy);
  return drawing;
}

export const svgOf = (drawing: SVGSVGElement): Blob =>
  new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" });

/** The drawing as PNG, twice as dense as it is on the page. */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  // Not an object URL: the page's policy lets pictures come from itself and from data only.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = drawing.width.baseVal.value * DENSITY;
  canvas.height = drawing.height.baseVal.value * DENSITY;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be drawn."))),
      "image/png",
    ),
  );
}
