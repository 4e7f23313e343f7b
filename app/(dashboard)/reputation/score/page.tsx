import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ScorePage } from "@/components/overview/score-page";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { localDay } from "@/lib/core/buckets";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { score } from "@/lib/server/reports/score";
import { verdict } from "@/lib/server/reports/verdict";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "How the score works" };

interface HowPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function HowPage({ searchParams }: HowPageProps) {
  const params = new URLSearchParams(await searchParams);
  await requirePage("marketer", `/reputation/score?${params}`);
  const db = database();
  const now = Date.now();
  const { organisation } = await frame();
  const filter = parseFilter(params, now, organisation.timeZone);
  const queries = new QueryClient();
  await Promise.all([
    queries.prefetchQuery({ ...reportQuery("score", filter), queryFn: () => score(db, filter, now) }),
    queries.prefetchQuery({ ...reportQuery("verdict", filter), queryFn: () => verdict(db, filter, now) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/overview" parent="Overview">
            The score
          </Below>
        }
      />
      <ScorePage filter={filter} today={localDay(now, filter.tz)} />
    </HydrationBoundary>
  );
}
