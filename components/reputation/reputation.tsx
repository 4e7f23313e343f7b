"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { NothingHere } from "@/components/overview/nothing-here";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { type Filter, parseFilter } from "@/lib/core/filter";
import { limitLines } from "@/lib/core/limit-lines";
import { metricOf } from "@/lib/core/metrics";
import { HoursCard } from "./hours-card";
import { Multiples } from "./multiples";
import { NotesCard } from "./notes-card";
import { SlicesCard } from "./slices-card";
import { readReputationState, sliceArguments, trendArguments } from "./state";
import { TrendCard } from "./trend-card";

interface ReputationProps {
  /** As the server read it, for its zone and its clock. */
  filter: Filter;
  today: string;
  now: number;
}

/** A metric over time, by slice and by hour. The URL says which. */
export function Reputation({ filter: served, today, now }: ReputationProps) {
  const params = useSearchParams();
  const filter = parseFilter(new URLSearchParams(params), now, served.tz);
  const state = readReputationState(params);
  const trend = useQuery({
    ...reportQuery("trend", filter, trendArguments(state)),
    placeholderData: keepPreviousData,
  });
  const slices = useQuery({
    ...reportQuery("slices", filter, sliceArguments(state)),
    placeholderData: keepPreviousData,
  });
  const hours = useQuery({
    ...reportQuery("hours", filter, { metric: state.metric, over: state.base }),
    placeholderData: keepPreviousData,
  });
  const notes = useQuery(reportQuery("reputation-notes", filter));
  const complaints = useQuery({
    ...reportQuery("complaints", filter),
    enabled: state.metric === "complaints",
  });
  const span = useQuery(reportQuery("span", filter));

  const empty = trend.data?.buckets.every(({ noData }) => noData);
  if (empty && !state.of && span.data !== undefined)
    return (
      <div className="page">
        <NothingHere filter={filter} span={span.data} path="/reputation" today={today} />
      </div>
    );
  const named = { metrics: metricOf(state.metric), own: notes.data?.limits[state.metric] ?? null };
  const [limit] = limitLines(state.metric, state.base, named.metrics.bases[0], named.own);
  const stale = trend.isPlaceholderData || slices.isPlaceholderData;
  return (
    <div className="page grid grid-cols-1 gap-5" aria-busy={stale}>
      <QueryBlock query={trend} what="The trend" height={480}>
        {(report) => (
          <QueryBlock query={notes} what="The trend" height={480}>
            {(noted) => (
              <TrendCard
                {...{ report, state, filter, today }}
                notes={noted}
                coverage={state.metric === "complaints" ? complaints.data : undefined}
              />
            )}
          </QueryBlock>
        )}
      </QueryBlock>
      <QueryBlock query={notes} what="The notes" height={90}>
        {(noted) => <NotesCard notes={noted} metric={state.metric} tz={filter.tz} now={now} />}
      </QueryBlock>
      <QueryBlock query={slices} what="The slices" height={620}>
        {(report) => (
          <>
            <Multiples {...{ report, filter, limit }} params={new URLSearchParams(params)} />
            <SlicesCard report={report} state={state} filter={filter} params={new URLSearchParams(params)} />
          </>
        )}
      </QueryBlock>
      <QueryBlock query={hours} what="The hours" height={300}>
        {(report) => <HoursCard report={report} state={state} filter={filter} />}
      </QueryBlock>
    </div>
  );
}
