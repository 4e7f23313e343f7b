"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { withParams } from "@/components/filter/href";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { Skeleton } from "@/components/ui/skeleton";
import { reportQuery } from "@/lib/client/queries";
import { ReasonCounts } from "./reason-counts";
import { SelectionBar } from "./selection-bar";
import { FIRST_PAGE, filterOf, isNarrowed, listArguments, readState, WHOLE_LIST } from "./state";
import { SuppressionOpening } from "./suppression-opening";
import { SuppressionPager } from "./suppression-pager";
import { SuppressionSearch } from "./suppression-search";
import { SuppressionTable } from "./suppression-table";
import { useRowKeys } from "./use-row-keys";

/** The page beside the inspector: sentence, search, counts, rows. */
export function SuppressionList({ tz, mayChange }: { tz: string; mayChange: boolean }) {
  const params = useSearchParams();
  const state = readState(params);
  const query = useQuery({
    ...reportQuery("suppressions", null, listArguments(state)),
    placeholderData: keepPreviousData,
  });
  const counted = useQuery(reportQuery("suppression-counts", null));
  const now = query.dataUpdatedAt || Date.now();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const tick = (ids: string[], on: boolean) =>
    setTicked((before) => {
      const after = new Set(before);
      for (const id of ids) on ? after.add(id) : after.delete(id);
      return after;
    });
  useRowKeys(state.address);
  return (
    <div className="page">
      {counted.data ? (
        <SuppressionOpening {...counted.data} />
      ) : (
        counted.isPending && <Skeleton className="mb-[18px] h-[58px] max-w-[36em]" />
      )}
      <SuppressionSearch params={params} />
      <QueryBlock query={query} what="The list of suppressions" height={600}>
        {(data) => (
          <>
            <div className="mb-2.5 flex flex-wrap items-center justify-between gap-x-4">
              {counted.data && <ReasonCounts counts={counted.data.counts} params={params} />}
              {mayChange && data.rows.length > 0 && (
                <SelectionBar
                  selected={ticked}
                  filter={filterOf(state)}
                  onClear={() => setTicked(new Set())}
                />
              )}
            </div>
            {data.rows.length > 0 ? (
              <SuppressionTable
                {...{ rows: data.rows, params, now, tz }}
                open={state.address}
                ticked={mayChange ? ticked : undefined}
                onTick={tick}
              />
            ) : (
              <NothingHere params={params} />
            )}
            <SuppressionPager data={data} counts={counted.data?.counts} params={params} />
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
  const all = withParams(params, { ...FIRST_PAGE, ...WHOLE_LIST });
  return (
    <EmptyState
      title="No suppressed address matches."
      action={
        state.q.includes("@") && !state.q.startsWith("@") ? (
          <ButtonLink href={looked} shallow>
            What is known of {state.q}
          </ButtonLink>
        ) : (
          <ButtonLink href={all} shallow>
            Show all
          </ButtonLink>
        )
      }
    >
      Only what is in force now is listed here.
      {state.q &&
        " A search finds whole addresses, a domain as @domain, how either begins, and what is under a domain."}
    </EmptyState>
  );
}
