import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { HealthScreen } from "@/components/lists/health-screen";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { listHealth } from "@/lib/server/reports/list-health";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Health of the lists" };

export default async function HealthPage() {
  await requirePage("marketer", "/lists/health");
  const { organisation } = await frame();
  const queries = new QueryClient();
  await queries.prefetchQuery({
    ...reportQuery("list-health", null),
    queryFn: () => listHealth(database(), Date.now()),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/lists" parent="Lists">
            Health
          </Below>
        }
      />
      <HealthScreen tz={organisation.timeZone} />
    </HydrationBoundary>
  );
}
