import type { Metadata } from "next";
import { GmailImportScreen } from "@/components/gmail/gmail-import-screen";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { requirePage } from "@/lib/server/auth";

export const metadata: Metadata = { title: "Spam rate at Gmail" };

export default async function GmailPage() {
  await requirePage("admin", "/engagement/gmail");
  return (
    <>
      <PageHeader
        title={
          <Below href="/engagement" parent="Engagement">
            Spam rate at Gmail
          </Below>
        }
      />
      <GmailImportScreen />
    </>
  );
}
