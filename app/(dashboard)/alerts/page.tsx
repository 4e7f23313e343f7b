import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AlertsScreen } from "@/components/alerts/alerts-screen";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { alerts } from "@/lib/server/reports/alerts";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Alerts" };

export default async function AlertsPage() {
  const user = await requirePage("marketer", "/alerts");
  const { organisation } = await frame();
  const db = database();
  const queries = new QueryClient();
  await queries.prefetchQuery({ ...reportQuery("alerts", null), queryFn: () => alerts(db, Date.now()) });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <AlertsScreen admin={user.role === "admin"} tz={organisation.timeZone} />
    </HydrationBoundary>
  );
}
