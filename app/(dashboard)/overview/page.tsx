import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FilterBar } from "@/components/filter/filter-bar";
import { FirstRun } from "@/components/overview/first-run";
import { Overview } from "@/components/overview/overview";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { reportQuery } from "@/lib/client/queries";
import { addDays, localDay } from "@/lib/core/buckets";
import { parseFilter } from "@/lib/core/filter";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { answerReport } from "@/lib/server/reports/answer";
import { senders } from "@/lib/server/reports/senders";
import { webhookUrl } from "@/lib/server/sources/address";
import { frame } from "../frame";

export const metadata: Metadata = { title: "Overview" };

/** What the screen shows first: others open the same one at the same time. */
const REPORTS = ["verdict", "score", "changes", "series", "providers", "gmail-spam", "span"] as const;

interface OverviewPageProps {
  searchParams: Promise<Record<string, string>>;
}

export default async function OverviewPage({ searchParams }: OverviewPageProps) {
  const params = new URLSearchParams(await searchParams);
  const user = await requirePage("marketer", `/overview?${params}`);
  const db = database();
  const now = Date.now();
  const { organisation, hasData } = await frame();
  const filter = parseFilter(params, now, organisation.timeZone);
  const today = localDay(now, filter.tz);
  if (!hasData) {
    const days = Array.from({ length: 28 }, (_, index) => addDays(today, index - 27));
    const mayAct = user.role === "admin";
    return (
      <>
        <PageHeader title="Overview" />
        <FirstRun webhook={mayAct ? await webhookUrl(db, "acs") : null} mayAct={mayAct} days={days} />
      </>
    );
  }

  const queries = new QueryClient();
  const [known] = await Promise.all([
    senders(db),
    ...REPORTS.map((name) => {
      const query = reportQuery(name, filter);
      const asked = Object.fromEntries(new URLSearchParams(query.queryKey[2]));
      return queries.prefetchQuery({
        ...query,
        queryFn: () => answerReport(db, name, asked, now),
      });
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title="Overview"
        actions={
          <ButtonLink className="max-wide:hidden" href="/reports">
            Monthly report
          </ButtonLink>
        }
      >
        <FilterBar
          filter={filter}
          senders={known}
          today={today}
          homeZone={organisation.timeZone}
          keep={["measure"]}
        />
      </PageHeader>
      <Overview filter={filter} today={today} />
    </HydrationBoundary>
  );
}
