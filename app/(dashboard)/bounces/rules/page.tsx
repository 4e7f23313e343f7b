import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RulesScreen } from "@/components/rules/rules-screen";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { bounceRules } from "@/lib/server/reports/bounce-rules";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Rules for bounces" };

export default async function RulesPage() {
  const user = await requirePage("marketer", "/bounces/rules");
  const { organisation } = await frame();
  const db = database();
  const queries = new QueryClient();
  await queries.prefetchQuery({ ...reportQuery("bounce-rules", null), queryFn: () => bounceRules(db) });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <RulesScreen mayChange={user.role === "admin"} tz={organisation.timeZone} now={Date.now()} />
    </HydrationBoundary>
  );
}
