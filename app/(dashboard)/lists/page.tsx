import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ListsScreen } from "@/components/lists/lists-screen";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { leaving } from "@/lib/server/reports/leaving";
import { lists } from "@/lib/server/reports/lists";

export const metadata: Metadata = { title: "Lists" };

export default async function ListsPage() {
  const user = await requirePage("marketer", "/lists");
  const queries = new QueryClient();
  const db = database();
  await Promise.all([
    queries.prefetchQuery({ ...reportQuery("lists", null), queryFn: () => lists(db, Date.now()) }),
    queries.prefetchQuery({ ...reportQuery("leaving", null), queryFn: () => leaving(db, Date.now()) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ListsScreen mayChange={user.role === "admin"} />
    </HydrationBoundary>
  );
}
