import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { IncidentScreen } from "@/components/alerts/incident-screen";
import { reportQuery } from "@/lib/client/queries";
import { Refusal } from "@/lib/core/error";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { NumberedPath } from "@/lib/server/http";
import { incident } from "@/lib/server/reports/incident";
import { frame } from "../../frame";

interface IncidentPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: IncidentPageProps): Promise<Metadata> {
  return { title: `Incident ${(await params).id}` };
}

export default async function IncidentPage({ params }: IncidentPageProps) {
  const place = await params;
  const user = await requirePage("marketer", `/alerts/${place.id}`);
  const path = NumberedPath.safeParse(place);
  if (!path.success) notFound();
  const { id } = path.data;
  const { organisation } = await frame();
  const found = await incident(database(), id, Date.now()).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    throw error;
  });
  const queries = new QueryClient();
  queries.setQueryData(reportQuery("incident", null, { id }).queryKey, found);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <IncidentScreen id={id} self={user.email} tz={organisation.timeZone} />
    </HydrationBoundary>
  );
}
