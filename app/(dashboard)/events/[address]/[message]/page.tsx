import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MessageView } from "@/components/events/message-view";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { reportQuery } from "@/lib/client/queries";
import { Refusal } from "@/lib/core/error";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { message } from "@/lib/server/reports/message";
import { frame } from "../../../frame";

export const metadata: Metadata = { title: "Message" };

interface MessagePageProps {
  params: Promise<{ address: string; message: string }>;
  searchParams: Promise<Record<string, string>>;
}

export default async function MessagePage({ params, searchParams }: MessagePageProps) {
  const of = await params;
  await requirePage("marketer", `/events/${of.address}/${of.message}`);
  const now = Date.now();
  const { organisation } = await frame();
  const { tz } = parseFilter(await searchParams, now, organisation.timeZone);
  const queries = new QueryClient();
  const answer = await message(database(), of).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    throw error;
  });
  queries.setQueryData(reportQuery("message", null, of).queryKey, answer);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/events" parent="Events">
            Message
          </Below>
        }
      />
      <MessageView address={of.address} message={of.message} tz={tz} now={now} />
    </HydrationBoundary>
  );
}
