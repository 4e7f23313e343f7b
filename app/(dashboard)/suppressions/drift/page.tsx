import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readPlace } from "@/components/filter/pages";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { DriftScreen } from "@/components/suppression-files/drift-screen";
import { reportQuery } from "@/lib/client/queries";
import { driftKind } from "@/lib/core/drift";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { drift } from "@/lib/server/reports/drift";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Drift" };

export default async function DriftPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const params = new URLSearchParams(await searchParams);
  await requirePage("marketer", `/suppressions/drift?${params}`);
  const { organisation } = await frame();
  const now = Date.now();
  const filter = parseFilter(params, now, organisation.timeZone);
  const asked = { kind: driftKind(params.get("kind")), cursor: readPlace(params).cursor ?? undefined };
  const queries = new QueryClient();
  await queries.prefetchQuery({
    ...reportQuery("drift", filter, asked),
    queryFn: () => drift(database(), filter.tz, asked, now),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/suppressions" parent="Suppressions">
            Drift
          </Below>
        }
      />
      <DriftScreen filter={filter} now={now} />
    </HydrationBoundary>
  );
}
