import type { Metadata } from "next";
import { LookupScreen } from "@/components/lookup/lookup-screen";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { requirePage } from "@/lib/server/auth";

export const metadata: Metadata = { title: "Look up a bounce" };

export default async function LookupPage() {
  await requirePage("marketer", "/bounces/lookup");
  return (
    <>
      <PageHeader
        title={
          <Below href="/bounces" parent="Bounces">
            Look up a bounce
          </Below>
        }
      />
      <LookupScreen />
    </>
  );
}
