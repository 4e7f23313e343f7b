import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { EventList } from "@/components/events/event-list";
import { eventArguments, readEventState } from "@/components/events/state";
import { FilterBar } from "@/components/filter/filter-bar";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { localDay } from "@/lib/core/buckets";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { events } from "@/lib/server/reports/events";
import { senders } from "@/lib/server/reports/senders";
import { span } from "@/lib/server/reports/span";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Events" };

interface EventsPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function EventsPage({ searchParams }: EventsPageProps) {
  const params = new URLSearchParams(await searchParams);
  await requirePage("marketer", `/events?${params}`);
  const db = database();
  const now = Date.now();
  const { organisation } = await frame();
  const filter = parseFilter(params, now, organisation.timeZone);
  const today = localDay(now, filter.tz);
  const asked = eventArguments(readEventState(params));

  const queries = new QueryClient();
  const [known] = await Promise.all([
    senders(db),
    queries.prefetchQuery({
      ...reportQuery("events", filter, asked),
      queryFn: () => events(db, filter, asked),
    }),
    queries.prefetchQuery({ ...reportQuery("span", filter), queryFn: () => span(db, filter.tz) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader title="Events">
        <FilterBar
          filter={filter}
          senders={known}
          today={today}
          homeZone={organisation.timeZone}
          keep={["kind", "q"]}
        />
      </PageHeader>
      <EventList filter={filter} today={today} now={now} />
    </HydrationBoundary>
  );
}
