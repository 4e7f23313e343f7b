import type { Detail, Kind } from "@/lib/core/events";
import { requestRule } from "./reader-rules";

/*
 * A mail is opened and clicked many times, by machines and people. Of each request alone is decided what can be; the rest
 * is kept in the delivery as joins, so that who read a mail depends on the set of its events, in whichever order they came:
 * the least time of delivery, the greatest time of an open that no rule catches, the set of such clicks.
 */

/** Of `seen`: an open, a click by the first of the rules that look at the request; the others follow. */
const OPENED_BY = 13;
const CLICKED_BY = 18;
/** Of a set of clicks the earliest are kept: nobody follows more. */
export const MOST_CLICKS = 32;
const LINKS = 1024;

export const isEngagement = (kind: Kind): kind is "opened" | "clicked" =>
  kind === "opened" || kind === "clicked";

/** A number for the link, in 10 bits (FNV-1a): whether two are the same. */
function linkOf(url: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < url.length; i++) hash = Math.imul(hash ^ url.charCodeAt(i), 0x01000193);
  return ((hash >>> 10) ^ hash) & (LINKS - 1);
}

/**
 * What the log keeps of a request: link << 3 | rule. It is part of the log's key, so that two links of one instant are two
 * rows, and the delivery can be folded from the log again.
 */
export const requestKey = (kind: "opened" | "clicked", detail: Detail = {}): number =>
  ((kind === "clicked" ? linkOf(detail.url ?? "") : 0) << 3) | requestRule(detail);

/** The bit of `seen` for a request that a rule caught; 0 where none did. */
export function caughtBit(kind: "opened" | "clicked", request: number): number {
  const rule = request & 7;
  return rule === 0 ? 0 : 1 << (rule - 1 + (kind === "opened" ? OPENED_BY : CLICKED_BY));
}

/** One click in one number: ms << 10 | link, exact in a JavaScript number. */
export const clickOf = (at: number, request: number): number => at * LINKS + (request >> 3);

/** Joins a click to a sorted set of them. */
export function joinClick(clicks: number[], click: number): number[] {
  if (clicks.includes(click)) return clicks;
  return [...clicks, click].sort((a, b) => a - b).slice(0, MOST_CLICKS);
}
