import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Bounces } from "@/components/bounces/bounces";
import { bounceArguments, readBounceState } from "@/components/bounces/state";
import { FilterBar } from "@/components/filter/filter-bar";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { reportQuery } from "@/lib/client/queries";
import { localDay } from "@/lib/core/buckets";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { bounceFilter, bounces } from "@/lib/server/reports/bounces";
import { codes } from "@/lib/server/reports/codes";
import { message } from "@/lib/server/reports/message";
import { senders } from "@/lib/server/reports/senders";
import { series } from "@/lib/server/reports/series";
import { span } from "@/lib/server/reports/span";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Bounces" };

interface BouncesPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function BouncesPage({ searchParams }: BouncesPageProps) {
  const params = new URLSearchParams(await searchParams);
  await requirePage("marketer", `/bounces?${params}`);
  const db = database();
  const now = Date.now();
  const { organisation } = await frame();
  const filter = parseFilter(params, now, organisation.timeZone);
  const { by, selection, message: wanted } = readBounceState(params);

  const queries = new QueryClient();
  const prefetchMessages = async () => {
    if (!selection) return;
    const asked = bounceFilter.safeParse(bounceArguments(selection));
    if (!asked.success) return;
    const query = reportQuery("bounces", filter, asked.data);
    await queries.prefetchQuery({ ...query, queryFn: () => bounces(db, filter, asked.data) });
    const keys = wanted ?? queries.getQueryData(query.queryKey)?.rows[0];
    if (!keys) return;
    const of = { address: keys.address, message: keys.message };
    await queries.prefetchQuery({ ...reportQuery("message", null, of), queryFn: () => message(db, of) });
  };
  const [known] = await Promise.all([
    senders(db),
    queries.prefetchQuery({ ...reportQuery("series", filter), queryFn: () => series(db, filter, now) }),
    queries.prefetchQuery({
      ...reportQuery("codes", filter, { by }),
      queryFn: () => codes(db, filter, { by }),
    }),
    queries.prefetchQuery({ ...reportQuery("span", filter), queryFn: () => span(db, filter.tz) }),
    prefetchMessages(),
  ]);
  const today = localDay(now, filter.tz);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title="Bounces"
        actions={
          <>
            <ButtonLink className="max-wide:hidden" href="/bounces/rules">
              Own rules
            </ButtonLink>
            <ButtonLink icon="search" href="/bounces/lookup">
              Look up a bounce
            </ButtonLink>
          </>
        }
      >
        <FilterBar
          filter={filter}
          senders={known}
          today={today}
          homeZone={organisation.timeZone}
          keep={["by", "show", "as"]}
        />
      </PageHeader>
      <Bounces filter={filter} today={today} now={now} />
    </HydrationBoundary>
  );
}
