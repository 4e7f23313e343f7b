import { XMLParser, XMLValidator } from "fast-xml-parser";
import { LIMITS } from "./limits";
import { unreadable } from "./report";

/** An element as its children by name; text where it has none; several of one name as a list. */
export type XmlNode = string | XmlNode[] | { [name: string]: XmlNode };

const FORBIDDEN = /<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i;

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: LIMITS.depth,
});

/** Depth and number of records, counted before anything is built of them. Linear. */
function measure(text: string): string | null {
  let depth = 0;
  let records = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    if (text.startsWith("<!--", at)) at = Math.max(at, text.indexOf("-->", at));
    else if (text.startsWith("<![CDATA[", at)) at = Math.max(at, text.indexOf("]]>", at));
    else if (text[at + 1] === "/") depth -= 1;
    else if (text[at + 1] !== "?" && text[at + 1] !== "!") {
      const end = text.indexOf(">", at);
      if (/^<(?:[\w.-]{1,40}:)?record[\s/>]/.test(text.slice(at, at + 60))) records += 1;
      if (text[end - 1] !== "/") depth += 1;
    }
    if (depth > LIMITS.depth) return `Its elements lie more than ${LIMITS.depth} deep.`;
    if (records > LIMITS.records) return "It has more than 100,000 records.";
  }
  return null;
}

/** Reads a document that may hold no type and no entities; by measure first, so that no bomb is built. */
export function parseXml(text: string): { ok: true; root: XmlNode } | { ok: false; reason: string } {
  const forbidden = FORBIDDEN.exec(text)?.[1];
  if (forbidden)
    return unreadable(`It has a ${forbidden.toUpperCase()}, which no report needs: XML bombs do.`);
  const fault = measure(text);
  if (fault) return unreadable(fault);
  const valid = XMLValidator.validate(text.trim());
  if (valid !== true)
    return unreadable(`It is no well-formed XML: line ${valid.err.line}, ${valid.err.msg.slice(0, 120)}`);
  try {
    return { ok: true, root: parser.parse(text.trim()) };
  } catch {
    return unreadable("It is no XML that can be read.");
  }
}

/** A child by name; undefined where there is none. */
export const child = (node: XmlNode | undefined, name: string): XmlNode | undefined =>
  node !== undefined && typeof node === "object" && !Array.isArray(node) && Object.hasOwn(node, name)
    ? node[name]
    : undefined;

/** All children of a name, however many. */
export function children(node: XmlNode | undefined, name: string): XmlNode[] {
  const found = child(node, name);
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

const NAMED: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The text of the first child of a name, at most `LIMITS.text` characters, the five entities of XML undone; empty where it has none. */
export function textOf(node: XmlNode | undefined, name: string): string {
  const found = children(node, name)[0];
  const inner = typeof found === "string" ? found : (child(found, "#text") ?? "");
  const text = typeof inner === "string" ? inner : String(inner);
  return text
    .slice(0, LIMITS.text)
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, entity: string) => NAMED[entity] ?? "")
    .replace(/&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi, (_, hex: string, decimal: string) => {
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    })
    .trim();
}
