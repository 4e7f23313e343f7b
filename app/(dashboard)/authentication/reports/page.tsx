import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ReportsScreen } from "@/components/authentication/reports-screen";
import { readReportsState, reportsArguments } from "@/components/authentication/state";
import { carryFilter } from "@/components/filter/href";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { authenticationReports } from "@/lib/server/reports/authentication-reports";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Authentication reports" };

interface ReportsPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function ReportsPage({ searchParams }: ReportsPageProps) {
  const params = new URLSearchParams(await searchParams);
  const user = await requirePage("marketer", `/authentication/reports?${params}`);
  const { organisation } = await frame();
  const asked = reportsArguments(readReportsState(params));
  const queries = new QueryClient();
  await queries.prefetchQuery({
    ...reportQuery("authentication-reports", null, asked),
    queryFn: () => authenticationReports(database(), asked),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href={carryFilter("/authentication", params)} parent="Authentication">
            Reports
          </Below>
        }
      />
      <ReportsScreen now={Date.now()} tz={organisation.timeZone} isAdmin={user.role === "admin"} />
    </HydrationBoundary>
  );
}
