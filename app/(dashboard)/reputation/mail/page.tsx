import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MailList } from "@/components/reputation/mail-list";
import { mailArguments } from "@/components/reputation/mail-state";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { mail, mailQuery } from "@/lib/server/reports/mail";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Mail behind a point" };

interface MailPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function MailPage({ searchParams }: MailPageProps) {
  const params = new URLSearchParams(await searchParams);
  await requirePage("marketer", `/reputation/mail?${params}`);
  const db = database();
  const now = Date.now();
  const { organisation } = await frame();
  const filter = parseFilter(params, now, organisation.timeZone);
  const asked = mailArguments(params);
  const queries = new QueryClient();
  await queries.prefetchQuery({
    ...reportQuery("mail", filter, asked),
    queryFn: () => mail(db, filter, mailQuery.parse(asked)),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href={`/reputation?${params}`} parent="Reputation">
            Mail behind a point
          </Below>
        }
      />
      <MailList filter={filter} now={now} />
    </HydrationBoundary>
  );
}
