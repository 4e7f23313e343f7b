import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ImportsScreen } from "@/components/imports/imports-screen";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { closeInterrupted } from "@/lib/server/import-rows";
import { imports } from "@/lib/server/reports/imports";
import { rejected } from "@/lib/server/reports/rejected";
import { webhook } from "@/lib/server/reports/webhook";
import { webhookUrl } from "@/lib/server/webhook-secret";
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

  const queries = new QueryClient();
  await closeInterrupted(db, new Date(now));
  const runs = reportQuery("imports", null);
  const [url] = await Promise.all([
    mayImport ? webhookUrl(db) : null,
    queries.prefetchQuery({ ...runs, queryFn: () => imports(db) }),
    queries.prefetchQuery({ ...reportQuery("webhook", null), queryFn: () => webhook(db, now) }),
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
      <ImportsScreen
        mayImport={mayImport}
        webhookUrl={url}
        tz={parseFilter(params, now, organisation.timeZone).tz}
      />
    </HydrationBoundary>
  );
}
