"use client";

import { useQuery } from "@tanstack/react-query";
import { Perforation } from "@/components/ui/perforation";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import type { Filter } from "@/lib/core/filter";
import { Changes } from "./changes";
import { ComplaintNote } from "./complaint-note";
import { Figures, hasComplaints } from "./figures";
import { NothingHere } from "./nothing-here";
import { Providers } from "./providers";
import { Score } from "./score";
import { Trend } from "./trend";
import { Verdict } from "./verdict";

interface OverviewProps {
  filter: Filter;
  today: string;
}

/** Verdict, score, figures, trend and what changed, providers. Each block has its own report and its own states. */
export function Overview({ filter, today }: OverviewProps) {
  const verdict = useQuery(reportQuery("verdict", filter));
  const score = useQuery(reportQuery("score", filter));
  const series = useQuery(reportQuery("series", filter));
  const changes = useQuery(reportQuery("changes", filter));
  const providers = useQuery(reportQuery("providers", filter));
  const spam = useQuery(reportQuery("gmail-spam", filter));
  const span = useQuery(reportQuery("span", filter));

  const total = series.data?.total;
  if (total && total.attempted + total.pending === 0 && span.data !== undefined)
    return (
      <div className="page">
        <NothingHere filter={filter} span={span.data} path="/overview" today={today} />
      </div>
    );
  return (
    <div className="page">
      <QueryBlock query={verdict} what="The verdict" height={330}>
        {(data) => (
          <Verdict
            verdict={data}
            filter={filter}
            today={today}
            updatedAt={verdict.dataUpdatedAt}
            aside={
              <QueryBlock query={score} what="The score" height={330}>
                {(report) => <Score report={report} filter={filter} today={today} />}
              </QueryBlock>
            }
          />
        )}
      </QueryBlock>
      <Perforation />
      <div className="grid gap-5">
        <QueryBlock query={series} what="The figures" height={130}>
          {(data) => <Figures series={data} coverage={providers.data?.coverage} />}
        </QueryBlock>
        {series.data && providers.data && spam.data && (
          <ComplaintNote
            {...{ filter, today, spam: spam.data }}
            coverage={hasComplaints(series.data) ? providers.data.coverage : null}
          />
        )}
        <QueryBlock query={series} what="The trend" height={440}>
          {(data) => <Trend filter={filter} series={data} today={today} />}
        </QueryBlock>
        <QueryBlock query={changes} what="What changed" height={340}>
          {(data) => <Changes changes={data} filter={filter} today={today} />}
        </QueryBlock>
        <QueryBlock query={providers} what="The mailbox providers" height={230}>
          {(data) => <Providers providers={data} today={today} />}
        </QueryBlock>
      </div>
      <p className="page-foot">
        <span>
          Days are {filter.tz}. A delivery counts on the day it was sent, also when its bounce comes later.
        </span>
        <span>Sent = attempted − suppressed.</span>
      </p>
    </div>
  );
}
