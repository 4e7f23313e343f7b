"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { following, preceding } from "@/components/filter/pages";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { Skeleton } from "@/components/ui/skeleton";
import { reportQuery } from "@/lib/client/queries";
import { count, counted } from "@/lib/core/format";
import type { Suppressions } from "@/lib/server/reports/suppressions";
import { ReasonCounts } from "./reason-counts";
import { FIRST_PAGE, isNarrowed, listArguments, readState, type SuppressionState } from "./state";
import { SuppressionOpening } from "./suppression-opening";
import { SuppressionSearch } from "./suppression-search";
import { SuppressionTable } from "./suppression-table";
import { useRowKeys } from "./use-row-keys";

const PAGE = 50;

/** The page beside the inspector: sentence, search, counts, rows. */
export function SuppressionList({ tz }: { tz: string }) {
  const params = useSearchParams();
  const state = readState(params);
  const query = useQuery({
    ...reportQuery("suppressions", null, listArguments(state)),
    placeholderData: keepPreviousData,
  });
  const now = query.dataUpdatedAt || Date.now();
  useRowKeys(state.address);
  return (
    <div className="page">
      {query.data ? (
        <SuppressionOpening {...query.data} />
      ) : (
        query.isPending && <Skeleton className="mb-[18px] h-[58px] max-w-[36em]" />
      )}
      <SuppressionSearch params={params} />
      <QueryBlock query={query} what="The list of suppressions" height={600}>
        {(data) => (
          <>
            <ReasonCounts counts={data.counts} params={params} />
            {data.rows.length > 0 ? (
              <SuppressionTable rows={data.rows} params={params} open={state.address} now={now} tz={tz} />
            ) : (
              <NothingHere params={params} />
            )}
            <Pager data={data} params={params} />
          </>
        )}
      </QueryBlock>
    </div>
  );
}

function NothingHere({ params }: { params: URLSearchParams }) {
  const state = readState(params);
  if (!isNarrowed(state))
    return (
      <EmptyState title="Addresses come here by themselves.">
        One does when mail to it bounces for good, when its owner complains, or leaves a list.
      </EmptyState>
    );
  const looked = withParams(params, { address: state.q, at: null });
  const all = withParams(params, { ...FIRST_PAGE, q: null, reason: null, step: null });
  return (
    <EmptyState
      title="No suppressed address matches."
      action={
        state.q.includes("@") && !state.q.startsWith("@") ? (
          <ButtonLink href={looked} scroll={false}>
            What is known of {state.q}
          </ButtonLink>
        ) : (
          <ButtonLink href={all} scroll={false}>
            Show all
          </ButtonLink>
        )
      }
    >
      Only what is in force now is listed here.
    </EmptyState>
  );
}

function Pager({ data, params }: { data: Suppressions; params: URLSearchParams }) {
  const state = readState(params);
  if (data.rows.length === 0 && state.page === 1) return null;
  const first = (state.page - 1) * PAGE + 1;
  const range = `${count(first)} to ${count(first + data.rows.length - 1)}`;
  const total = totalOf(data, state);
  const before = previousPage(state);
  const whole = state.page === 1 && data.next === null;
  const shown = whole
    ? counted(data.rows.length, "address", "addresses")
    : `${range}${total === null ? "" : ` of ${count(total)}`}`;
  return (
    <nav className="pager" aria-label="Pages">
      <span>{shown}, latest event first</span>
      {before && (
        <ButtonLink href={withParams(params, before)} scroll={false} prefetch={false}>
          Previous
        </ButtonLink>
      )}
      {data.next && (
        <ButtonLink
          href={withParams(params, { ...following(state, data.next), page: String(state.page + 1) })}
          prefetch={false}
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

/** How many rows there are in all; null where the report does not count them. */
function totalOf({ counts }: Suppressions, { q, step, reason }: SuppressionState): number | null {
  if (q || step !== null) return null;
  if (reason) return counts[reason];
  return counts.bounce + counts.complaint + counts.unsubscribe + counts.manual;
}
