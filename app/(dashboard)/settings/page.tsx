import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AcsSyncCard } from "@/components/settings/acs-sync-card";
import { AuditCard } from "@/components/settings/audit-card";
import { BrandCard } from "@/components/settings/brand-card";
import { BrowserCard } from "@/components/settings/browser-card";
import { KeysCard } from "@/components/settings/keys-card";
import { OrganisationCard } from "@/components/settings/organisation-card";
import { OutgoingCard } from "@/components/settings/outgoing-card";
import { PeopleCard } from "@/components/settings/people-card";
import { PostmasterCard } from "@/components/settings/postmaster-card";
import { ProviderLookUpCard } from "@/components/settings/provider-look-up-card";
import { RetentionCard } from "@/components/settings/retention-card";
import { PageHeader } from "@/components/shell/page-header";
import { Note } from "@/components/ui/note";
import { outgoingQuery } from "@/lib/client/outgoing";
import { auditQuery, keysQuery, usersQuery } from "@/lib/client/settings";
import { day } from "@/lib/core/format";
import { listKeys } from "@/lib/server/api-keys";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { postmasterState } from "@/lib/server/gmail/postmaster-feed";
import { retentionOf } from "@/lib/server/log-window";
import { brandFields } from "@/lib/server/organisation";
import { providerLookUp } from "@/lib/server/provider-hosts";
import { acsSync } from "@/lib/server/reports/acs-sync";
import { audit } from "@/lib/server/reports/audit";
import { outgoing } from "@/lib/server/reports/outgoing";
import { listUsers } from "@/lib/server/users";
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
            name={organisation.name}
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

interface AdminProps {
  /** Their own e-mail. */
  self: string;
  name: string;
  tz: string;
  before: string | null;
}

async function AdminCards({ self, name, tz, before }: AdminProps) {
  const db = database();
  const queries = new QueryClient();
  const [lists, brand, lookUp, gmail, { days, logFrom }] = await Promise.all([
    acsSync(db),
    brandFields(db),
    providerLookUp(db),
    postmasterState(db),
    retentionOf(db),
    queries.prefetchQuery({ ...usersQuery(), queryFn: () => listUsers(db) }),
    queries.prefetchQuery({ ...keysQuery(), queryFn: () => listKeys(db) }),
    queries.prefetchQuery({ ...outgoingQuery(), queryFn: () => outgoing(db) }),
    queries.prefetchQuery({ ...auditQuery(before), queryFn: () => audit(db, { before }) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <BrandCard name={name} brand={brand} />
      <PeopleCard self={self} />
      <KeysCard tz={tz} />
      <OutgoingCard tz={tz} />
      <AcsSyncCard domains={lists} />
      <PostmasterCard state={gmail} tz={tz} />
      <ProviderLookUpCard lookUp={lookUp} />
      <RetentionCard
        key={days}
        days={days}
        keptFrom={logFrom === null ? null : day(logFrom, "UTC", Date.now())}
      />
      <AuditCard tz={tz} />
    </HydrationBoundary>
  );
}
