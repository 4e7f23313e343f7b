import type { BarPiece } from "@/components/charts/incident-chart";
import { filterHref } from "@/components/filter/href";
import { stretchesOf } from "@/lib/core/alerts/course";
import { localDays } from "@/lib/core/buckets";
import type { Incident } from "@/lib/server/reports/incident";
import { eventKindOf } from "./words";

/** The least length of a piece, in days, so that it can be seen. */
const LEAST = 0.12;

/** The bar of an incident in days along its chart; a day's noon is its index. */
export function barOf(
  { days, steps, resolvedAt, tz }: Pick<Incident, "days" | "steps" | "resolvedAt" | "tz">,
  now: number,
): BarPiece[] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const spans = localDays(first.day, last.day, tz);
  const end = days.length - 1;
  const place = (at: number): number => {
    const index = spans.findIndex((span) => at < span.end);
    if (index < 0) return end;
    const { start, end: until } = spans[index]!;
    return Math.min(end, Math.max(0, index + (at - start) / (until - start) - 0.5));
  };
  return stretchesOf(steps, resolvedAt ?? now).map(({ state, from, to }) => {
    const begin = Math.min(place(from), end - LEAST);
    return { state, from: begin, to: Math.max(place(to), begin + LEAST) };
  });
}

/** The events of some days that an incident counts. */
export function eventsHref({ rule, tz }: Pick<Incident, "rule" | "tz">, from: string, to: string): string {
  const filter = { from, to, tz, sender: rule.sender || null, preset: null };
  return filterHref("/events", filter, { kind: eventKindOf(rule) });
}
