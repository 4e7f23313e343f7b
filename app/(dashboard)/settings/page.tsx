import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AuditCard } from "@/components/settings/audit-card";
import { BrowserCard } from "@/components/settings/browser-card";
import { OrganisationCard } from "@/components/settings/organisation-card";
import { PeopleCard } from "@/components/settings/people-card";
import { RetentionCard } from "@/components/settings/retention-card";
import { WebhookCard } from "@/components/settings/webhook-card";
import { PageHeader } from "@/components/shell/page-header";
import { Note } from "@/components/ui/note";
import { auditQuery, usersQuery } from "@/lib/client/settings";
import { day } from "@/lib/core/format";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { retentionOf } from "@/lib/server/log-window";
import { audit } from "@/lib/server/reports/audit";
import { listUsers } from "@/lib/server/users";
import { webhookUrl } from "@/lib/server/webhook-secret";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string>>;
}) {
  const user = await requirePage("marketer", "/settings");
  const { organisation } = await frame();
  const zones = [...new Set(["UTC", organisation.timeZone, ...Intl.supportedValuesOf("timeZone")])];
  const admin = user.role === "admin";
  return (
    <>
      <PageHeader title="Settings" />
      <div className="page grid max-w-[980px] gap-5">
        <p className="opening mb-0!">
          <strong>{organisation.name}</strong> counts its days in {organisation.timeZone.replaceAll("_", " ")}
          .
        </p>
        <OrganisationCard
          key={`${organisation.name} ${organisation.timeZone}`}
          {...organisation}
          zones={zones}
          mayChange={admin}
        />
        {admin ? (
          <AdminCards
            self={user.email}
            tz={organisation.timeZone}
            before={(await searchParams).before ?? null}
          />
        ) : (
          <Note icon="key">
            <b className="font-medium">Only an admin can change the organisation, people and secrets,</b> and
            read the audit log.
          </Note>
        )}
        <BrowserCard />
      </div>
    </>
  );
}

async function AdminCards({ self, tz, before }: { self: string; tz: string; before: string | null }) {
  const db = database();
  const queries = new QueryClient();
  const [url, { days, logFrom }] = await Promise.all([
    webhookUrl(db),
    retentionOf(db),
    queries.prefetchQuery({ ...usersQuery(), queryFn: () => listUsers(db) }),
    queries.prefetchQuery({ ...auditQuery(before), queryFn: () => audit(db, { before }) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PeopleCard self={self} />
      <WebhookCard url={url} />
      <RetentionCard
        key={days}
        days={days}
        keptFrom={logFrom === null ? null : day(logFrom, "UTC", Date.now())}
      />
      <AuditCard tz={tz} />
    </HydrationBoundary>
  );
}
