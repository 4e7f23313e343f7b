import { count, span } from "@/lib/core/format";
import { LEAVE_REASONS, type LeaveReason } from "@/lib/core/leave-reasons";
import type { Leaving } from "@/lib/server/reports/leaving";

/** "0.4 s", "38 s", then as {@link span}. */
export function tookWords(ms: number): string {
  if (ms < 10_000) return `${(Math.max(1, Math.ceil(ms / 100)) / 10).toFixed(1)} s`;
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : span(ms);
}

/** What the chart of the time to honour says, in one sentence. */
export function honourSentence({ measured, longest, late }: Leaving["honoured"]): string {
  if (measured === 0 || longest === null) return "No decision came by one of our doors in these 28 days.";
  if (late > 0)
    return `${count(late)} of ${count(measured)} came into force after more than 48 hours, at the latest after ${tookWords(longest)}.`;
  return measured === 1
    ? `The one unsubscribe was in force within ${tookWords(longest)}.`
    : `Every one of ${count(measured)} unsubscribes was in force within ${tookWords(longest)}.`;
}

/** Reasons of one list, or of all of them (null), the most frequent first. */
export function reasonsOf(lists: Leaving["lists"], list: number | null) {
  const own = lists.filter(({ id }) => list === null || id === list);
  const total = (reason: LeaveReason) => own.reduce((sum, { reasons }) => sum + reasons[reason], 0);
  const rows = LEAVE_REASONS.map((reason) => ({ reason, n: total(reason) }));
  const answered = rows.reduce((sum, { n }) => sum + n, 0);
  const left = own.reduce((sum, one) => sum + one.left.reduce((a, b) => a + b, 0), 0);
  return { rows: rows.sort((a, b) => b.n - a.n), answered, left };
}

/** Decisions to leave by day, of one list or of all of them (null). */
export const leftByDay = ({ days, lists }: Pick<Leaving, "days" | "lists">, list: number | null): number[] =>
  days.map((_, day) =>
    lists
      .filter(({ id }) => list === null || id === list)
      .reduce((sum, { left }) => sum + (left[day] ?? 0), 0),
  );
