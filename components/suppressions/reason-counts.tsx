import Link from "next/link";
import { withParams } from "@/components/filter/href";
import { count } from "@/lib/core/format";
import type { Suppressions } from "@/lib/server/reports/suppressions";
import { ReasonGlyph } from "./reason-glyph";
import { FIRST_PAGE, readState } from "./state";
import { REASONS } from "./words";

/** How many addresses each reason keeps; each count narrows the list to itself. */
export function ReasonCounts({
  counts,
  params,
}: {
  counts: Suppressions["counts"];
  params: URLSearchParams;
}) {
  const chosen = readState(params).reason;
  return (
    <ul className="mb-2.5 flex flex-wrap gap-x-[18px] text-sm text-ink-2 max-wide:hidden">
      {REASONS.map(({ reason, title }) => (
        <li key={reason}>
          <Link
            className="flex items-center gap-1.5 py-1 no-underline hover:underline aria-[current]:font-medium aria-[current]:text-ink"
            href={withParams(params, { ...FIRST_PAGE, reason: reason === chosen ? null : reason })}
            aria-current={reason === chosen ? "true" : undefined}
            scroll={false}
            prefetch={false}
          >
            <ReasonGlyph reason={reason} />
            {title} {count(counts[reason])}
          </Link>
        </li>
      ))}
    </ul>
  );
}
