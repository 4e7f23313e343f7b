import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/shell/page-header";
import { AddressInspector } from "@/components/suppressions/address-inspector";
import { listArguments, readState } from "@/components/suppressions/state";
import { SuppressionList } from "@/components/suppressions/suppression-list";
import { reportQuery } from "@/lib/client/queries";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { address } from "@/lib/server/reports/address";
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
      <PageHeader title="Suppressions" />
      <div className={recipient ? "split" : undefined}>
        <SuppressionList tz={tz} />
        {recipient && (
          <AddressInspector
            key={recipient}
            recipient={recipient}
            tz={tz}
            mayRelease={user.role === "admin"}
          />
        )}
      </div>
    </HydrationBoundary>
  );
}
