import { isClear, isCompared } from "./changes";
import type { Share } from "./score";
import { falseDiscovery, tailOf, twoProportions } from "./statistics";

/**
 * What the week brought that is no rate of the mail itself: events that came twice, events that came late, machines that
 * click. `rate` is of what came in, of what was taken in, and of the mail that was clicked.
 */
export const NOTICES = ["duplicates", "late", "machine-clicks"] as const;
export type NoticeKind = (typeof NOTICES)[number];

/** One share in two weeks. */
export interface NoticeCell {
  kind: NoticeKind;
  now: Share;
  before: Share;
}

/** Below these shares nobody needs to be told, however clearly they rose. Our own choice. */
const WORTH_TELLING: Record<NoticeKind, number> = { duplicates: 0.05, late: 0.005, "machine-clicks": 0.05 };
/** Of all that is told, at most this share is expected to be chance. */
const FALSE_SHARE = 0.01;

/** What clearly rose from one week to the next, by the same rules as the rates of the mail. @returns also how many were compared */
export function noticesOf(cells: NoticeCell[]): { compared: number; notices: NoticeCell[] } {
  const compared = cells.filter(isCompared);
  const scores = compared.map(({ now, before }) => twoProportions(now, before));
  const kept = falseDiscovery(scores.map(tailOf), FALSE_SHARE);
  const notices = compared.filter(
    (cell, i) =>
      kept[i] && scores[i]! > 0 && isClear(cell) && cell.now.k / cell.now.n >= WORTH_TELLING[cell.kind],
  );
  return { compared: compared.length, notices };
}
