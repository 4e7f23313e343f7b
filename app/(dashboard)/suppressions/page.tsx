import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/shell/page-header";
import { HeaderButtons } from "@/components/suppressions/header-buttons";
import { listArguments, readState } from "@/components/suppressions/state";
import { SuppressionsScreen } from "@/components/suppressions/suppressions-screen";
import { reportQuery } from "@/lib/client/queries";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { address } from "@/lib/server/reports/address";
import { suppressionCounts } from "@/lib/server/reports/suppression-counts";
import { suppressions } from "@/lib/server/reports/suppressions";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Suppressions" };

export default async function SuppressionsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const params = new URLSearchParams(await searchParams);
  const user = await requirePage("marketer", `/suppressions?${params}`);
  const { organisation } = await frame();
  const now = Date.now();
  const mayChange = user.role === "admin";
  const { tz } = parseFilter(params, now, organisation.timeZone);
  const state = readState(params);
  const { address: recipient, at } = state;

  const queries = new QueryClient();
  const asked = listArguments(state);
  const wanted = [
    queries.prefetchQuery({
      ...reportQuery("suppressions", null, asked),
      queryFn: () => suppressions(database(), asked, now),
    }),
    queries.prefetchQuery({
      ...reportQuery("suppression-counts", null),
      queryFn: () => suppressionCounts(database(), now),
    }),
  ];
  const moments = recipient ? [undefined, ...(at === null ? [] : [at])] : [];
  for (const moment of moments)
    wanted.push(
      queries.prefetchQuery({
        ...reportQuery("address", null, { recipient: recipient ?? "", at: moment }),
        queryFn: () => address(database(), recipient ?? "", { at: moment ?? now }),
      }),
    );
  await Promise.all(wanted);

  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader title="Suppressions" actions={<HeaderButtons mayChange={mayChange} tz={tz} />} />
      <SuppressionsScreen tz={tz} mayChange={mayChange} />
    </HydrationBoundary>
  );
}
