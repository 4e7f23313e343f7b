import { type Fields, fieldsOf } from "./fields";
import { LIMITS } from "./limits";
import { fieldText } from "./text";

/** A short field, without the spaces around it. */
export const word = (value: unknown): string => fieldText(value, LIMITS.word).trim();

/** An id or an address, long enough to tell that it is too long. */
export const id = (value: unknown): string => fieldText(value, LIMITS.id).trim();

/** What a receiver said. */
export const prose = (value: unknown): string => fieldText(value, LIMITS.text);

export const link = (value: unknown): string => fieldText(value, LIMITS.url);

/** The elements of a list; none for anything else. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The fields of an object; none for anything else. */
export const inner = (value: unknown): Fields => fieldsOf(value) ?? {};

/** The address of `Name <user@domain>`, or of an address alone, as it was written. */
export function addressIn(value: unknown): string {
  const text = id(value);
  return /<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text;
}

/** A sender as events have it: lower case, empty where the text holds no address. */
export function senderIn(value: unknown): string {
  const address = addressIn(value).toLowerCase();
  return address.includes("@") ? address : "";
}
