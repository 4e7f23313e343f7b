import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { readPlace } from "@/components/filter/pages";
import { MailsScreen } from "@/components/mail-in/mails-screen";
import { mailState } from "@/components/mail-in/state";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { incomingMails } from "@/lib/server/reports/incoming-mails";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Mails" };

export default async function MailsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const params = new URLSearchParams(await searchParams);
  await requirePage("marketer", `/imports/mail?${params}`);
  const { organisation } = await frame();
  const now = Date.now();
  const { tz } = parseFilter(params, now, organisation.timeZone);
  const asked = { state: mailState(params), cursor: readPlace(params).cursor ?? undefined };
  const queries = new QueryClient();
  await queries.prefetchQuery({
    ...reportQuery("incoming-mails", null, asked),
    queryFn: () => incomingMails(database(), asked, now),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/imports" parent="Sources & imports">
            Mails
          </Below>
        }
      />
      <MailsScreen tz={tz} now={now} />
    </HydrationBoundary>
  );
}
