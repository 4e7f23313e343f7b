import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { HygieneScreen } from "@/components/hygiene/hygiene-screen";
import { readView, viewArguments } from "@/components/hygiene/state";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { reportQuery } from "@/lib/client/queries";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { hygiene } from "@/lib/server/reports/hygiene";
import { frame } from "../../frame";

export const metadata: Metadata = { title: "Hygiene worklist" };

export default async function HygienePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const params = new URLSearchParams(await searchParams);
  const user = await requirePage("marketer", `/suppressions/hygiene?${params}`);
  const { organisation } = await frame();
  const asked = viewArguments(readView(params));
  const queries = new QueryClient();
  await queries.prefetchQuery({
    ...reportQuery("hygiene", null, asked),
    queryFn: () => hygiene(database(), asked),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title={
          <Below href="/suppressions" parent="Suppressions">
            Hygiene worklist
          </Below>
        }
        actions={<ButtonLink href="/suppressions/send-check">Check a list</ButtonLink>}
      />
      <HygieneScreen tz={organisation.timeZone} mayLook={user.role === "admin"} />
      <div className="page !pt-0">
        <Note className="max-w-[68ch]">
          A decision suppresses nobody and changes no list. What is to be removed stands in the export, for
          whoever keeps your lists.
        </Note>
      </div>
    </HydrationBoundary>
  );
}
