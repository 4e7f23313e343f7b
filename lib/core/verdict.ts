import { CATEGORIES, type Category, type Kind, kindCode, kindOf } from "./events";

/**
 * A verdict packed in 47 bits, so that it is exact in a JavaScript number and one `greatest` takes the best-evidenced
 * verdict of the highest rank as a whole: rank << 43 | quality << 41 | category << 33 | reply << 23 | enhanced.
 */
export interface Verdict {
  /** Undefined while nothing but engagement or an expansion is known. */
  outcome: Kind | undefined;
  category: Category;
  reply: number;
  enhanced: string;
}

const P43 = 2 ** 43;
const P41 = 2 ** 41;
const P33 = 2 ** 33;
const P23 = 2 ** 23;
const HIGHEST_OUTCOME = kindCode("hard");

/** `5.1.10` as 5001010; 0 for what is no enhanced status code (RFC 3463 section 2). */
export function packEnhanced(code: string): number {
  const match = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(code);
  return match ? Number(match[1]) * 1_000_000 + Number(match[2]) * 1_000 + Number(match[3]) : 0;
}

/** The inverse of {@link packEnhanced}; empty for 0. */
export function unpackEnhanced(packed: number): string {
  if (packed === 0) return "";
  return `${Math.floor(packed / 1_000_000)}.${Math.floor(packed / 1_000) % 1_000}.${packed % 1_000}`;
}

/** Packs what one event says of its delivery; 0 for facts that are no outcome (expanded, opened, ...). */
export function packVerdict(event: {
  kind: Kind;
  reply: number;
  enhanced: string;
  category: Category;
}): number {
  const rank = kindCode(event.kind);
  if (rank > HIGHEST_OUTCOME) return 0;
  const enhanced = packEnhanced(event.enhanced);
  const reply = event.reply >= 200 && event.reply < 600 ? event.reply : 0;
  const quality = (enhanced ? 2 : 0) + (reply ? 1 : 0);
  return rank * P43 + quality * P41 + CATEGORIES.indexOf(event.category) * P33 + reply * P23 + enhanced;
}

/** The inverse of {@link packVerdict}. */
export function unpackVerdict(packed: number): Verdict {
  return {
    outcome: kindOf(Math.floor(packed / P43)),
    category: CATEGORIES[Math.floor(packed / P33) % 256] ?? "unknown",
    reply: Math.floor(packed / P23) % 1024,
    enhanced: unpackEnhanced(packed % P23),
  };
}
