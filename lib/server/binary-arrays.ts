import { storable } from "@/lib/core/sources/text";
import { json } from "./literals";

/*
 * Arrays in PostgreSQL's binary form (array_send, array_recv): a batch travels as a dozen buffers, which neither side
 * has to write out as text or to read from it. Integers are big-endian. The statement that takes one casts it.
 */

/** Numbers of the types in the catalogue (pg_type.dat). */
const TYPES = { smallint: 21, int: 23, bigint: 20, text: 25, timestamp: 1114, jsonb: 3802 };

/** Dimensions, whether there may be nulls, type, number of elements, first index: before the elements. */
const HEADER = 20;
/** Before each element: its length in bytes, or that it is null. */
const LENGTH = 4;
const NULL = -1;

interface Target {
  bytes: Buffer;
  view: DataView;
}

/** Writes one element at a place, and returns the place behind it. */
type Write<T> = (target: Target, at: number, value: T) => number;

/** @param room bytes that the elements take at most, their lengths left aside */
function array<T>(type: keyof typeof TYPES, values: T[], room: number, write: Write<T>): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER + LENGTH * values.length + room);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const [i, word] of [1, 1, TYPES[type], values.length, 1].entries()) view.setInt32(4 * i, word);
  const target = { bytes, view };
  let at = HEADER;
  for (const value of values) at = write(target, at, value);
  return bytes.subarray(0, at);
}

export const smallints = (values: number[]): Buffer =>
  array("smallint", values, 2 * values.length, ({ view }, at, value) => {
    view.setInt32(at, 2);
    view.setInt16(at + LENGTH, value);
    return at + LENGTH + 2;
  });

export const ints = (values: (number | null)[]): Buffer =>
  array("int", values, 4 * values.length, (target, at, value) => {
    if (value === null) return writeNull(target, at);
    target.view.setInt32(at, 4);
    target.view.setInt32(at + LENGTH, value);
    return at + LENGTH + 4;
  });

/** Keys. */
export const bigints = (values: bigint[]): Buffer =>
  array("bigint", values, 8 * values.length, ({ view }, at, value) => {
    view.setInt32(at, 8);
    view.setBigInt64(at + LENGTH, value);
    return at + LENGTH + 8;
  });

/** For bigint[], from numbers that are whole and exact. */
export const longs = (values: number[]): Buffer => array("bigint", values, 8 * values.length, writeLong);

/** Times in ms since 1970 as UTC timestamps, which count microseconds since 2000. */
export const timestamps = (values: (number | null)[]): Buffer =>
  array("timestamp", values, 8 * values.length, (target, at, value) =>
    value === null ? writeNull(target, at) : writeLong(target, at, (value - EPOCH) * 1_000),
  );
const EPOCH = Date.UTC(2000, 0);

/** Text that PostgreSQL cannot hold is mended, see {@link storable}. */
export const texts = (values: string[]): Buffer => array("text", values, roomFor(values), writeText);

/** For jsonb[]; undefined is null. */
export function jsons(values: (object | undefined)[]): Buffer {
  const written = values.map((value) => value && json(value));
  return array("jsonb", written, roomFor(written) + values.length, (target, at, text) => {
    if (text === undefined) return writeNull(target, at);
    // A jsonb travels as its text after the number of that format.
    const end = writeText(target, at + 1, text);
    target.view.setInt32(at, end - at - LENGTH);
    target.bytes[at + LENGTH] = JSONB_FORMAT;
    return end;
  });
}
const JSONB_FORMAT = 1;

function writeNull({ view }: Target, at: number): number {
  view.setInt32(at, NULL);
  return at + LENGTH;
}

const TWO_32 = 2 ** 32;
function writeLong({ view }: Target, at: number, value: number): number {
  const high = Math.floor(value / TWO_32);
  view.setInt32(at, 8);
  view.setInt32(at + LENGTH, high);
  view.setUint32(at + LENGTH + 4, value - high * TWO_32);
  return at + LENGTH + 8;
}

/** A UTF-16 unit takes three bytes of UTF-8 at most. */
function roomFor(texts: (string | undefined)[]): number {
  let units = 0;
  for (const text of texts) if (text !== undefined) units += text.length;
  return 3 * units;
}

/** Beyond this length a call out of JavaScript costs less than a loop. */
const SHORT = 80;

function writeText(target: Target, at: number, text: string): number {
  const { bytes, view } = target;
  const start = at + LENGTH;
  if (text.length > SHORT) return writeAnyText(target, at, text);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0 || code > 0x7f) return writeAnyText(target, at, text);
    bytes[start + i] = code;
  }
  view.setInt32(at, text.length);
  return start + text.length;
}

function writeAnyText({ bytes, view }: Target, at: number, text: string): number {
  const length = bytes.write(storable(text), at + LENGTH);
  view.setInt32(at, length);
  return at + LENGTH + length;
}
