import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MonthlySheet } from "@/components/monthly/monthly-sheet";
import { PrintButton } from "@/components/monthly/print-button";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { localDay } from "@/lib/core/buckets";
import { Refusal } from "@/lib/core/error";
import { parseFilter } from "@/lib/core/filter";
import { isMonth, monthAfter, monthBefore, monthOf, monthWords } from "@/lib/core/month";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { monthly } from "@/lib/server/reports/monthly";
import { frame } from "../../frame";

interface MonthPageProps {
  params: Promise<{ month: string }>;
  searchParams: Promise<Record<string, string>>;
}

export async function generateMetadata({ params }: MonthPageProps): Promise<Metadata> {
  const { month } = await params;
  return { title: isMonth(month) ? `Mail in ${monthWords(month)}` : "Monthly report" };
}

export default async function MonthPage({ params, searchParams }: MonthPageProps) {
  const { month } = await params;
  const query = new URLSearchParams(await searchParams);
  await requirePage("marketer", `/reports/${month}?${query}`);
  const { organisation } = await frame();
  const now = Date.now();
  const { tz, sender } = parseFilter(query, now, organisation.timeZone);
  const report = await monthly(database(), { tz, sender }, month, now).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "not-found") notFound();
    throw error;
  });
  const today = localDay(now, tz);
  const to = (other: string) => `/reports/${other}?${query}`;
  return (
    <>
      <PageHeader
        title={
          <Below href={`/overview?${query}`} parent="Overview">
            {monthWords(month)}
          </Below>
        }
        actions={
          <>
            <ButtonLink icon="previous" iconOnly variant="bare" href={to(monthBefore(month))}>
              The month before
            </ButtonLink>
            {month < monthOf(today) && (
              <ButtonLink icon="next" iconOnly variant="bare" href={to(monthAfter(month))}>
                The month after
              </ButtonLink>
            )}
            <PrintButton />
          </>
        }
      />
      <div className="page">
        <MonthlySheet report={report} organisation={organisation.name} today={today} now={now} />
      </div>
    </>
  );
}
