import { Refusal } from "@/lib/core/error";

/** Where a page ended: the time and the keys of its last row, which together are its place in the order. */
export interface Cursor {
  at: Date;
  keys: bigint[];
}

/** As text for a URL: `1790000000000.-12.34`. */
export const printCursor = ({ at, keys }: Cursor): string => [at.getTime(), ...keys].join(".");

/**
 * The inverse; null where there is none, which is the first page.
 * @throws Refusal "invalid-input" for what `printCursor` did not write, with so many keys.
 */
export function readCursor(text: string | undefined, count: number): Cursor | null {
  if (!text) return null;
  const [at = "", ...rest] = text.split(".");
  const keys = rest.map(readKey);
  if (!/^\d{1,14}$/.test(at) || keys.length !== count || !keys.every((key) => key !== null))
    throw new Refusal("invalid-input", "This page mark is not one of ours.", "cursor");
  return { at: new Date(Number(at)), keys };
}

/** A 64-bit key as URLs carry it, decimal; null for anything else. */
export function readKey(text: string): bigint | null {
  if (!/^-?\d{1,19}$/.test(text)) return null;
  const key = BigInt(text);
  return BigInt.asIntN(64, key) === key ? key : null;
}
