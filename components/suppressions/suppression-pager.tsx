import { withParams } from "@/components/filter/href";
import { following, preceding } from "@/components/filter/pages";
import { ButtonLink } from "@/components/ui/button";
import { type BoundedSum, boundedSum, boundedWords } from "@/lib/core/bounded-count";
import { count, counted } from "@/lib/core/format";
import { orderOf, type SuppressionOrder } from "@/lib/core/suppression-filter";
import type { SuppressionCounts } from "@/lib/server/reports/suppression-counts";
import type { Suppressions } from "@/lib/server/reports/suppressions";
import { FIRST_PAGE, filterOf, isNarrowed, readState, type SuppressionState } from "./state";
import { allOf } from "./suppression-opening";

const PAGE = 50;
const ORDER_WORDS: Record<SuppressionOrder, string> = {
  time: "latest event first",
  end: "nearest end first",
  text: "by the alphabet",
};

interface Props {
  data: Suppressions;
  /** Undefined while they are counted. */
  counts: SuppressionCounts["counts"] | undefined;
  params: URLSearchParams;
}

/** Which rows these are, of how many where that is known, and the ways on and back. */
export function SuppressionPager({ data, counts, params }: Props) {
  const state = readState(params);
  if (data.rows.length === 0 && state.page === 1) return null;
  const first = (state.page - 1) * PAGE + 1;
  const range = `${count(first)} to ${count(first + data.rows.length - 1)}`;
  const total = counts ? totalOf(counts, state) : null;
  const before = previousPage(state);
  const whole = state.page === 1 && data.next === null;
  const shown = whole
    ? counted(data.rows.length, "suppression")
    : `${range}${total === null ? "" : ` of ${boundedWords(total)}`}`;
  return (
    <nav className="pager" aria-label="Pages">
      <span>
        {shown}, {ORDER_WORDS[orderOf(filterOf(state))]}
      </span>
      {before && (
        <ButtonLink href={withParams(params, before)} shallow>
          Previous
        </ButtonLink>
      )}
      {data.next && (
        <ButtonLink
          href={withParams(params, { ...following(state, data.next), page: String(state.page + 1) })}
          shallow
        >
          Next
        </ButtonLink>
      )}
    </nav>
  );
}

/** The first page too, where the way back is not known. */
function previousPage(state: SuppressionState) {
  const place = preceding(state);
  return place && (place.cursor ? { ...place, page: String(state.page - 1) } : FIRST_PAGE);
}

/** How many rows there are in all; null where they are not counted. */
function totalOf(counts: SuppressionCounts["counts"], state: SuppressionState): BoundedSum | null {
  if (!isNarrowed(state)) return allOf(counts);
  return state.reason && !isNarrowed({ ...state, reason: null }) ? boundedSum(counts[state.reason]) : null;
}
