const NAMESPACE = "http://www.w3.org/2000/svg";

type Place = (chart: SVGSVGElement, x: number, y: number) => SVGSVGElement;

/**
 * What is laid out in the page of boxes, words and small drawings, as one drawing: each ground that has a colour becomes a
 * box, each text a line, each drawing itself. What is there for screen readers only is left out.
 * @param at where its upper left corner comes to lie
 */
export function composed(root: Element, at: { x: number; y: number }, placed: Place): SVGElement {
  const group = document.createElementNS(NAMESPACE, "g");
  const corner = root.getBoundingClientRect();
  const [left, top] = [at.x - corner.left, at.y - corner.top];
  const walk = (element: Element): void => {
    if (element instanceof SVGSVGElement) {
      const { x, y } = element.getBoundingClientRect();
      group.append(placed(element, x + left, y + top));
      return;
    }
    if (element.matches(".sr-only, script, style")) return;
    const style = getComputedStyle(element);
    if (style.visibility === "hidden" || style.display === "none") return;
    const ground = boxOf(element, style, left, top);
    if (ground) group.append(ground);
    for (const child of element.childNodes) {
      if (child instanceof Element) walk(child);
      else if (child instanceof Text) group.append(...lineOf(child, style, left, top));
    }
  };
  walk(root);
  return group;
}

const isClear = (colour: string): boolean => colour === "transparent" || /[,/]\s*0\)$/.test(colour);

function boxOf(
  element: Element,
  style: CSSStyleDeclaration,
  left: number,
  top: number,
): SVGElement | undefined {
  const { x, y, width, height } = element.getBoundingClientRect();
  const opacity = Number(style.opacity);
  if (width === 0 || height === 0 || opacity === 0 || isClear(style.backgroundColor)) return undefined;
  return shape("rect", {
    ...{ x: x + left, y: y + top, width, height, fill: style.backgroundColor },
    "fill-opacity": opacity,
  });
}

/** A text as one line, at its first: what is laid out as a chart does not break its words. */
function lineOf(text: Text, style: CSSStyleDeclaration, left: number, top: number): SVGElement[] {
  const words = text.data.replaceAll(/\s+/g, " ").trim();
  if (words === "") return [];
  const range = document.createRange();
  range.selectNodeContents(text);
  // From its first letter: a space before it would else be given to that.
  range.setStart(text, text.data.search(/\S/));
  const [box] = range.getClientRects();
  if (!box) return [];
  const line = shape("text", {
    ...{ x: box.left + left, y: box.top + top + box.height / 2, "dominant-baseline": "central" },
    ...{ fill: style.color, "font-family": style.fontFamily, "font-size": style.fontSize },
    "font-weight": style.fontWeight,
  });
  line.textContent = words;
  return [line];
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
