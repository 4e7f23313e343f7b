import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ReleasesScreen } from "@/components/releases/releases-screen";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { releases } from "@/lib/server/reports/releases";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Releases" };

export default async function ReleasesPage() {
  const user = await requirePage("marketer", "/suppressions/releases");
  const { organisation } = await frame();
  const queries = new QueryClient();
  await queries.prefetchQuery({
    ...reportQuery("releases", null),
    queryFn: () => releases(database()),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/suppressions" parent="Suppressions">
            Releases
          </Below>
        }
      />
      <ReleasesScreen tz={organisation.timeZone} mayUndo={user.role === "admin"} />
    </HydrationBoundary>
  );
}
