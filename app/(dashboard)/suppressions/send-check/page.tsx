import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SendCheckScreen } from "@/components/send-check/send-check-screen";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { lists } from "@/lib/server/reports/lists";
import { senders } from "@/lib/server/reports/senders";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Send check" };

export default async function SendCheckPage() {
  await requirePage("marketer", "/suppressions/send-check");
  const { organisation } = await frame();
  const queries = new QueryClient();
  await Promise.all([
    queries.prefetchQuery({
      ...reportQuery("lists", null),
      queryFn: () => lists(database(), Date.now()),
    }),
    queries.prefetchQuery({ ...reportQuery("senders", null), queryFn: () => senders(database()) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/suppressions" parent="Suppressions">
            Send check
          </Below>
        }
      />
      <SendCheckScreen tz={organisation.timeZone} />
    </HydrationBoundary>
  );
}
