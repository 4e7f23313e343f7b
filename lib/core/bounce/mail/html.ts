const ENTITIES: Record<string, string> = { nbsp: " ", lt: "<", gt: ">", quot: '"', amp: "&", apos: "'" };
const BREAKS = /^\/?(?:br|p|div|tr|li|ul|ol|table|h[1-6]|pre|blockquote|hr|title)$/;
const SILENT = /^(?:style|script|head)$/;

/** The end of an element whose content nobody reads, or of the text. */
function skip(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}\\s*>`, "gi");
  close.lastIndex = from;
  return close.exec(html) ? close.lastIndex : html.length;
}

/**
 * The words of a piece of HTML in lines, as a reader would see them: no tags, styles or scripts. Addresses in angle brackets
 * that nobody escaped are kept. Not a sanitiser: the result is plain text and is to be shown as such. Linear in the text.
 */
export function textOfHtml(html: string): string {
  let text = "";
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) break;
    text += html.slice(at, open).replace(/\s+/g, " ");
    const close = html.indexOf(">", open);
    if (close < 0) {
      at = open;
      break;
    }
    const inner = html.slice(open + 1, Math.min(close, open + 300));
    const [name = ""] = /^\/?[a-z][a-z0-9]*/i.exec(inner) ?? [];
    at = close + 1;
    if (inner.includes("@") && !/[\s=]/.test(inner)) text += `<${inner}>`;
    else if (SILENT.test(name.toLowerCase())) at = skip(html, name, at);
    else if (BREAKS.test(name.toLowerCase())) text += "\n";
    else if (name === "td" || name === "/td") text += " ";
  }
  text += html.slice(at);
  return text
    .replace(/&(nbsp|lt|gt|quot|amp|apos);/g, (_, name: string) => ENTITIES[name] ?? "")
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}
