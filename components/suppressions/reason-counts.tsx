import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { boundedSum, boundedWords } from "@/lib/core/bounded-count";
import type { SuppressionCounts } from "@/lib/server/reports/suppression-counts";
import { ReasonGlyph } from "./reason-glyph";
import { FIRST_PAGE, readState } from "./state";
import { REASONS } from "./words";

/** How many addresses each reason keeps; each count narrows the list to itself. */
export function ReasonCounts({
  counts,
  params,
}: {
  counts: SuppressionCounts["counts"];
  params: URLSearchParams;
}) {
  const chosen = readState(params).reason;
  return (
    <ul className="flex flex-wrap gap-x-[18px] text-sm text-ink-2 max-wide:hidden">
      {REASONS.filter(({ reason }) => counts[reason] > 0 || reason === chosen).map(({ reason, title }) => (
        <li key={reason}>
          <ShallowLink
            className="flex items-center gap-1.5 py-1 no-underline hover:underline aria-[current]:font-medium aria-[current]:text-ink"
            href={withParams(params, { ...FIRST_PAGE, reason: reason === chosen ? null : reason })}
            aria-current={reason === chosen ? "true" : undefined}
          >
            <ReasonGlyph reason={reason} />
            {title} {boundedWords(boundedSum(counts[reason]))}
          </ShallowLink>
        </li>
      ))}
    </ul>
  );
}
