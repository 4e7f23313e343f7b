import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AuthenticationScreen } from "@/components/authentication/authentication-screen";
import { readAuthenticationState } from "@/components/authentication/state";
import { FilterBar } from "@/components/filter/filter-bar";
import { filterHref } from "@/components/filter/href";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { reportQuery } from "@/lib/client/queries";
import { localDay } from "@/lib/core/buckets";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { authentication } from "@/lib/server/reports/authentication";
import { authenticationSource } from "@/lib/server/reports/authentication-source";
import { senderDomainReport } from "@/lib/server/reports/sender-domains";
import { senders } from "@/lib/server/reports/senders";
import { tls } from "@/lib/server/reports/tls";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Authentication" };

interface AuthenticationPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function AuthenticationPage({ searchParams }: AuthenticationPageProps) {
  const params = new URLSearchParams(await searchParams);
  const user = await requirePage("marketer", `/authentication?${params}`);
  const db = database();
  const now = Date.now();
  const { organisation } = await frame();
  const filter = parseFilter(params, now, organisation.timeZone);
  const { source, cursor } = readAuthenticationState(params);
  const queries = new QueryClient();
  const prefetchRecords = async () => {
    if (source === null) return;
    const asked = { source, cursor: cursor ?? undefined };
    const query = reportQuery("authentication-source", filter, asked);
    await queries.prefetchQuery({ ...query, queryFn: () => authenticationSource(db, filter, asked) });
  };
  const [known] = await Promise.all([
    senders(db),
    queries.prefetchQuery({
      ...reportQuery("authentication", filter),
      queryFn: () => authentication(db, filter),
    }),
    queries.prefetchQuery({
      ...reportQuery("sender-domains", null),
      queryFn: () => senderDomainReport(db, now),
    }),
    queries.prefetchQuery({ ...reportQuery("tls", filter), queryFn: () => tls(db, filter) }),
    prefetchRecords(),
  ]);
  const today = localDay(now, filter.tz);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title="Authentication"
        actions={
          <ButtonLink icon="imports" href={filterHref("/authentication/reports", filter)}>
            Reports
          </ButtonLink>
        }
      >
        <FilterBar filter={filter} senders={known} today={today} homeZone={organisation.timeZone} />
      </PageHeader>
      <AuthenticationScreen filter={filter} today={today} now={now} isAdmin={user.role === "admin"} />
    </HydrationBoundary>
  );
}
