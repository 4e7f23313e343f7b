import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { EngagementScreen } from "@/components/engagement/engagement-screen";
import { FilterBar } from "@/components/filter/filter-bar";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { localDay } from "@/lib/core/buckets";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { complaints } from "@/lib/server/reports/complaints";
import { engagement } from "@/lib/server/reports/engagement";
import { gmailSpam } from "@/lib/server/reports/gmail-spam";
import { recency } from "@/lib/server/reports/recency";
import { senders } from "@/lib/server/reports/senders";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Engagement" };

interface EngagementPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function EngagementPage({ searchParams }: EngagementPageProps) {
  const params = new URLSearchParams(await searchParams);
  const user = await requirePage("marketer", `/engagement?${params}`);
  const db = database();
  const now = Date.now();
  const { organisation } = await frame();
  const filter = parseFilter(params, now, organisation.timeZone);
  const today = localDay(now, filter.tz);
  const queries = new QueryClient();
  const [known] = await Promise.all([
    senders(db),
    queries.prefetchQuery({
      ...reportQuery("engagement", filter),
      queryFn: () => engagement(db, filter, now),
    }),
    queries.prefetchQuery({
      ...reportQuery("complaints", filter),
      queryFn: () => complaints(db, filter, now),
    }),
    queries.prefetchQuery({ ...reportQuery("gmail-spam", filter), queryFn: () => gmailSpam(db, filter) }),
    queries.prefetchQuery({ ...reportQuery("recency", filter), queryFn: () => recency(db, filter) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader title="Engagement">
        <FilterBar
          filter={filter}
          senders={known}
          today={today}
          homeZone={organisation.timeZone}
          keep={["measure", "complaints", "domain"]}
        />
      </PageHeader>
      <EngagementScreen filter={filter} today={today} mayImport={user.role === "admin"} />
    </HydrationBoundary>
  );
}
