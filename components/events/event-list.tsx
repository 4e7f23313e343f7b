"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { Pager } from "@/components/filter/pager";
import { FIRST_PAGE } from "@/components/filter/pages";
import { ShallowLink } from "@/components/filter/shallow-link";
import { spanWords } from "@/components/filter/words";
import { NothingHere } from "@/components/overview/nothing-here";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { EventSearch } from "./event-search";
import { EventTable } from "./event-table";
import { eventArguments, readEventState } from "./state";

interface EventListProps {
  filter: Filter;
  today: string;
  now: number;
}

/** The log as it came in, newest first, fifty to a page. */
export function EventList({ filter, today, now }: EventListProps) {
  const params = useSearchParams();
  const state = readEventState(params);
  const query = useQuery({
    ...reportQuery("events", filter, eventArguments(state)),
    placeholderData: keepPreviousData,
  });
  const span = useQuery(reportQuery("span", filter));
  const narrowed = state.kind !== null || state.q !== "";
  return (
    <div className="page">
      <p className="opening">
        Every report as it came in, also those that say again what is known. Each fact counts once.
      </p>
      <EventSearch state={state} />
      <QueryBlock query={query} what="The log" height={520}>
        {(data) =>
          data.rows.length > 0 ? (
            <>
              <EventTable rows={data.rows} tz={filter.tz} now={now} stale={query.isPlaceholderData} />
              <Pager label="Pages of the log" place={state} next={data.next} params={params}>
                <span>
                  {spanWords(filter, today)}, {filter.tz}, newest first
                </span>
                <TableExport
                  data={reportPath("events", filter, { ...eventArguments(state), cursor: undefined })}
                  what="all events of this filter"
                />
              </Pager>
            </>
          ) : narrowed ? (
            <EmptyState
              title="No event fits."
              action={
                <ShallowLink
                  className="btn"
                  href={withParams(params, { ...FIRST_PAGE, q: null, kind: null })}
                >
                  Show all events
                </ShallowLink>
              }
            >
              An address or a message id must be whole. The period is {spanWords(filter, today)}.
            </EmptyState>
          ) : (
            <NothingHere filter={filter} span={span.data ?? null} path="/events" today={today} />
          )
        }
      </QueryBlock>
    </div>
  );
}
