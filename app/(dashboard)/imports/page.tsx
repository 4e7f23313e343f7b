import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ImportsScreen } from "@/components/imports/imports-screen";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { localDay } from "@/lib/core/buckets";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { closeInterrupted } from "@/lib/server/import-rows";
import { arrivals } from "@/lib/server/reports/arrivals";
import { feeds } from "@/lib/server/reports/feeds";
import { imports } from "@/lib/server/reports/imports";
import { quarantined, quarantineQuery } from "@/lib/server/reports/quarantined";
import { rejected } from "@/lib/server/reports/rejected";
import { sources } from "@/lib/server/reports/sources";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Sources & imports" };

export default async function ImportsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const params = new URLSearchParams(await searchParams);
  const user = await requirePage("marketer", `/imports?${params}`);
  const { organisation } = await frame();
  const now = Date.now();
  const mayImport = user.role === "admin";
  const db = database();
  const filter = parseFilter(params, now, organisation.timeZone);

  const queries = new QueryClient();
  await closeInterrupted(db, new Date(now));
  const runs = reportQuery("imports", null);
  const held = { door: params.get("door") ?? undefined, cursor: params.get("before") ?? undefined };
  const asked = quarantineQuery.safeParse(held);
  await Promise.all([
    queries.prefetchQuery({ ...runs, queryFn: () => imports(db) }),
    queries.prefetchQuery({ ...reportQuery("feeds", null), queryFn: () => feeds(db) }),
    queries.prefetchQuery({ ...reportQuery("sources", null), queryFn: () => sources(db, now) }),
    queries.prefetchQuery({
      ...reportQuery("arrivals", filter),
      queryFn: () => arrivals(db, filter, now),
    }),
    asked.success &&
      queries.prefetchQuery({
        ...reportQuery("quarantine", null, held),
        queryFn: () => quarantined(db, asked.data),
      }),
  ]);
  const shown = Number(params.get("import")) || queries.getQueryData(runs.queryKey)?.[0]?.id;
  if (shown)
    await queries.prefetchQuery({
      ...reportQuery("rejected", null, { import: shown }),
      queryFn: () => rejected(db, shown),
    });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader title="Sources & imports" />
      <ImportsScreen {...{ mayImport, filter }} today={localDay(now, filter.tz)} />
    </HydrationBoundary>
  );
}
