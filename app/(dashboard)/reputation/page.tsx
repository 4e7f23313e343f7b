import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FilterBar } from "@/components/filter/filter-bar";
import { Reputation } from "@/components/reputation/reputation";
import { KEPT, readReputationState, sliceArguments, trendArguments } from "@/components/reputation/state";
import { ViewsMenu } from "@/components/reputation/views-menu";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { localDay } from "@/lib/core/buckets";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { hours, hoursQuery } from "@/lib/server/reports/hours";
import { reputationNotes } from "@/lib/server/reports/reputation-notes";
import { senders } from "@/lib/server/reports/senders";
import { slices, slicesQuery } from "@/lib/server/reports/slices";
import { span } from "@/lib/server/reports/span";
import { trend, trendQuery } from "@/lib/server/reports/trend";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Reputation" };

interface ReputationPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function ReputationPage({ searchParams }: ReputationPageProps) {
  const params = new URLSearchParams(await searchParams);
  await requirePage("marketer", `/reputation?${params}`);
  const db = database();
  const now = Date.now();
  const { organisation } = await frame();
  const filter = parseFilter(params, now, organisation.timeZone);
  const state = readReputationState(params);
  const ofTrend = trendArguments(state);
  const ofSlices = sliceArguments(state);
  const ofHours = { metric: state.metric, over: state.base };
  const queries = new QueryClient();
  const [known] = await Promise.all([
    senders(db),
    queries.prefetchQuery({
      ...reportQuery("trend", filter, ofTrend),
      queryFn: () => trend(db, filter, trendQuery.parse(ofTrend), now),
    }),
    queries.prefetchQuery({
      ...reportQuery("slices", filter, ofSlices),
      queryFn: () => slices(db, filter, slicesQuery.parse(ofSlices), now),
    }),
    queries.prefetchQuery({
      ...reportQuery("hours", filter, ofHours),
      queryFn: () => hours(db, filter, hoursQuery.parse(ofHours)),
    }),
    queries.prefetchQuery({
      ...reportQuery("reputation-notes", filter),
      queryFn: () => reputationNotes(db, filter),
    }),
    queries.prefetchQuery({ ...reportQuery("span", filter), queryFn: () => span(db, filter.tz) }),
  ]);
  const today = localDay(now, filter.tz);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader title="Reputation">
        <ViewsMenu filter={filter} />
        <FilterBar
          filter={filter}
          senders={known}
          today={today}
          homeZone={organisation.timeZone}
          keep={KEPT}
        />
      </PageHeader>
      <Reputation filter={filter} today={today} now={now} />
    </HydrationBoundary>
  );
}
