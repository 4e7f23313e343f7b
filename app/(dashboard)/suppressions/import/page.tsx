import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { ImportScreen } from "@/components/suppression-files/import-screen";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { imports } from "@/lib/server/reports/imports";

export const metadata: Metadata = { title: "Import suppressions" };

export default async function ImportPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const params = new URLSearchParams(await searchParams);
  await requirePage("admin", `/suppressions/import?${params}`);
  const importId = Number(params.get("import")) || null;
  const queries = new QueryClient();
  if (importId !== null)
    await queries.prefetchQuery({ ...reportQuery("imports", null), queryFn: () => imports(database()) });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/suppressions" parent="Suppressions">
            Import of a file
          </Below>
        }
      />
      <ImportScreen importId={importId} />
    </HydrationBoundary>
  );
}
