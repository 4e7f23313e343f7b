import type { Metadata } from "next";
import Link from "next/link";
import { LookupScreen } from "@/components/lookup/lookup-screen";
import { PageHeader } from "@/components/shell/page-header";
import { requirePage } from "@/lib/server/auth";

export const metadata: Metadata = { title: "Look up a bounce" };

export default async function LookupPage() {
  await requirePage("marketer", "/bounces/lookup");
  return (
    <>
      <PageHeader
        title={
          <>
            <Link href="/bounces" className="font-normal text-ink-3 no-underline hover:underline">
              Bounces
            </Link>{" "}
            <span className="font-normal text-ink-3" aria-hidden="true">
              /
            </span>{" "}
            Look up a bounce
          </>
        }
      />
      <LookupScreen />
    </>
  );
}
