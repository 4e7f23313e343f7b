import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Leave } from "@/components/bounces/leave";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { requirePage } from "@/lib/server/auth";
import { leavingTo } from "@/lib/server/leave";

export const metadata: Metadata = { title: "Leaving Repute" };

interface LeavePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Between a bounce and the page it points to. It opens nothing by itself, and only what a bounce of ours pointed to. */
export default async function LeavePage({ searchParams }: LeavePageProps) {
  const { to, proof } = await searchParams;
  const asked = { to: typeof to === "string" ? to : "", proof: typeof proof === "string" ? proof : "" };
  await requirePage("marketer", `/bounces/leave?${new URLSearchParams(asked)}`);
  const url = leavingTo(asked.to, asked.proof);
  if (url === null) notFound();
  return (
    <>
      <PageHeader
        title={
          <Below href="/bounces" parent="Bounces">
            Leaving
          </Below>
        }
      />
      <Leave url={url} />
    </>
  );
}
