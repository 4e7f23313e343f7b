/** One record of an export, or what stood in its place. */
export type Row = GoodRow | BadRow;

export interface GoodRow {
  /** Line of the file, or number of the element in its list; from 1. */
  line: number;
  value: unknown;
  /** The record as it came, where it had a line of its own. */
  raw?: string;
}

export interface BadRow {
  line: number;
  /** Why there is no record, in a few words for people. */
  reason: string;
  raw: string;
}

/** A record takes at most this many bytes: a longer one is refused before it is held in memory. */
export const LONGEST_RECORD = 1_048_576;
