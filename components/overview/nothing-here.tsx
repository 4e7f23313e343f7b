import { filterHref } from "@/components/filter/href";
import { dayWords } from "@/components/filter/words";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { addDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import type { Span } from "@/lib/server/reports/span";

interface NothingHereProps {
  filter: Filter;
  /** Null when nothing has come in at all. */
  span: Span | null;
  path: string;
  today: string;
}

const DAYS = 28;

/** No mail in these days: where there is some, and the way there. */
export function NothingHere({ filter, span, path, today }: NothingHereProps) {
  if (!span)
    return (
      <EmptyState
        title="Nothing has come in yet."
        action={<ButtonLink href="/overview">Choose how it comes in</ButtonLink>}
      >
        Connect Azure Communication Services, import an export, or load the demo.
      </EmptyState>
    );
  const there = { ...filter, from: addDays(span.to, 1 - DAYS), to: span.to, preset: null, sender: null };
  const where =
    filter.to < span.from
      ? `The first delivery was on ${dayWords(span.from, today)}.`
      : filter.from > span.to
        ? `The last delivery was on ${dayWords(span.to, today)}.`
        : `There is mail from ${dayWords(span.from, today)} to ${dayWords(span.to, today)}, but none that fits.`;
  return (
    <EmptyState
      title={
        filter.sender
          ? `No mail of ${filter.sender} was sent in these days.`
          : "No mail was sent in these days."
      }
      action={<ButtonLink href={filterHref(path, there)}>Go to the last {DAYS} days with mail</ButtonLink>}
    >
      {where}
    </EmptyState>
  );
}
