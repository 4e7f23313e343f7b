import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailView } from "@/components/mail-in/mail-view";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { Refusal } from "@/lib/core/error";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { incomingMail, incomingMailQuery } from "@/lib/server/reports/incoming-mails";
import { frame } from "../../../frame";

export const metadata: Metadata = { title: "Mail" };

interface MailPageProps {
  params: Promise<{ digest: string }>;
  searchParams: Promise<Record<string, string>>;
}

export default async function MailPage({ params, searchParams }: MailPageProps) {
  const { digest } = await params;
  const user = await requirePage("marketer", `/imports/mail/${digest}`);
  const { organisation } = await frame();
  const now = Date.now();
  const { tz } = parseFilter(await searchParams, now, organisation.timeZone);
  const asked = incomingMailQuery.safeParse({ digest });
  if (!asked.success) notFound();
  const queries = new QueryClient();
  const answer = await incomingMail(database(), asked.data).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    throw error;
  });
  queries.setQueryData(reportQuery("incoming-mail", null, { digest }).queryKey, answer);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/imports/mail" parent="Mails">
            Mail
          </Below>
        }
      />
      <MailView digest={digest} mayReplay={user.role === "admin"} tz={tz} now={now} />
    </HydrationBoundary>
  );
}
