import { z } from "zod";
import { parseAddress } from "./address";

/** What recipients' pages are drawn on, and the ink beside white that may stand on a colour (app/styles/tokens.css). */
const LIGHT = "#ffffff";
const DARK = "#1a1d1f";
const INK = "#131516";
/** WCAG 2.2: 1.4.11 for shapes, 1.4.3 for text. */
const SHAPE = 3;
const TEXT = 4.5;

const HEX = /^#[0-9a-f]{6}$/;
const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Relative luminance (WCAG 2.2), 0 to 1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours as `#rrggbb`, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** White or ink, whichever is read better on a colour. */
export const textOn = (colour: string): string =>
  contrast(colour, LIGHT) >= contrast(colour, INK) ? LIGHT : INK;

const legible = (colour: string, page: string): boolean =>
  contrast(colour, page) >= SHAPE && contrast(colour, textOn(colour)) >= TEXT;

/** Goes from a colour towards another until it is seen on a page and carries text. */
function towards(colour: string, end: string, page: string): string {
  const [from, to] = [channels(colour), channels(end)];
  for (let share = 0; share <= 1; share += 0.02) {
    const mixed = from.map((value, n) => Math.round(value + ((to[n] ?? 0) - value) * share));
    const text = `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
    if (legible(text, page)) return text;
  }
  return end;
}

/** What the colour becomes on a dark page: the same, or as much lighter as it has to be. */
export const onDark = (colour: string): string => towards(colour, LIGHT, DARK);

/** Why a colour cannot be taken, with the nearest darker one that can; null where it can. */
export function colourFault(colour: string): string | null {
  if (legible(colour, LIGHT)) return null;
  const shape = contrast(colour, LIGHT);
  const why =
    shape < SHAPE
      ? `It is hardly seen on a white page (${shape.toFixed(1)} to 1, needed is ${SHAPE}).`
      : `Text on it is hard to read (${contrast(colour, textOn(colour)).toFixed(1)} to 1, needed is ${TEXT}).`;
  return `${why} The nearest that works is ${towards(colour, INK, LIGHT)}.`;
}

/** Of a logo's file, in bytes: in each page it is a third longer, and a page stays below 50 kB. */
export const LARGEST_LOGO = 16_000;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Width and height in px of a PNG (RFC 2083); null for anything else, and for one that is cut off. */
export function pngSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 45 || PNG.some((byte, at) => bytes[at] !== byte) || word(12) !== "IHDR") return null;
  if (word(bytes.length - 8) !== "IEND") return null;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return width > 0 && height > 0 && width <= 4096 && height <= 4096 ? { width, height } : null;
}

const bytesOf = (text: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
};

/** How the organisation wants to look to recipients; what is empty is not used. */
export const BrandFields = z.strictObject({
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => text === "" || HEX.test(text), "Write it as #rrggbb.")
    .superRefine((text, context) => {
      const fault = HEX.test(text) ? colourFault(text) : null;
      if (fault) context.addIssue({ code: "custom", message: fault });
    }),
  /** A PNG in base64. */
  logo: z
    .string()
    .max(Math.ceil(LARGEST_LOGO / 3) * 4, "The picture is larger than 16 kB.")
    .superRefine((text, context) => {
      const bytes = text === "" ? null : bytesOf(text);
      if (text !== "" && !(bytes && pngSize(bytes)))
        context.addIssue({ code: "custom", message: "The picture is not a PNG, or larger than 4096 px." });
    }),
  /** Where the mails of `List-Unsubscribe: <mailto:...>` go. */
  unsubscribeMailbox: z
    .string()
    .trim()
    .max(320)
    .superRefine((text, context) => {
      const parsed = text === "" ? null : parseAddress(text);
      if (parsed && !parsed.ok) context.addIssue({ code: "custom", message: parsed.reason });
    }),
});
export type BrandFields = z.output<typeof BrandFields>;
