import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { SoftPolicyForm } from "@/components/suppressions/soft-policy-form";
import { softPolicyQuery } from "@/lib/client/suppressions";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { softPolicy } from "@/lib/server/soft-policy";

export const metadata: Metadata = { title: "Soft bounces" };

export default async function SoftBouncesPage() {
  const user = await requirePage("marketer", "/suppressions/soft-bounces");
  const queries = new QueryClient();
  await queries.prefetchQuery({ ...softPolicyQuery(), queryFn: () => softPolicy(database()) });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/suppressions" parent="Suppressions">
            Soft bounces
          </Below>
        }
      />
      <SoftPolicyForm mayChange={user.role === "admin"} />
    </HydrationBoundary>
  );
}
