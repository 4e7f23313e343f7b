"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { filterHref } from "@/components/filter/href";
import { dayWords } from "@/components/filter/words";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Perforation } from "@/components/ui/perforation";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { addDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { DomainInspector } from "./domain-inspector";
import { ForeignCard } from "./foreign-card";
import { ReportUpload } from "./report-upload";
import { ResultCard } from "./result-card";
import { SourceInspector } from "./source-inspector";
import { SourceTable } from "./source-table";
import { readAuthenticationState } from "./state";
import { TlsCard } from "./tls-card";
import { Verdict } from "./verdict";
import { WayTable } from "./way-table";

interface AuthenticationScreenProps {
  filter: Filter;
  today: string;
  now: number;
  isAdmin: boolean;
}

/** Whether mail proves that it is the organisation's: sentence, share over volume, sources, and each domain's way to p=reject. */
export function AuthenticationScreen({ filter, today, now, isAdmin }: AuthenticationScreenProps) {
  const state = readAuthenticationState(useSearchParams());
  const query = useQuery(reportQuery("authentication", filter));
  const domains = useQuery(reportQuery("sender-domains", null));
  const tls = useQuery(reportQuery("tls", filter));
  const open = state.source !== null || state.domain !== null;
  return (
    <div className={open ? "split" : undefined}>
      <div className="page">
        <QueryBlock query={query} what="The DMARC result" height={640}>
          {(report) =>
            report.total.n === 0 ? (
              <Nothing filter={filter} through={report.through} today={today} isAdmin={isAdmin} />
            ) : (
              <>
                <Verdict report={report} today={today} dense={open} />
                <Perforation />
                <ResultCard filter={filter} report={report} today={today} />
                <SourceTable report={report} open={state.source} dense={open} />
              </>
            )
          }
        </QueryBlock>
        <QueryBlock query={domains} what="The sender domains" height={220}>
          {(report) => <WayTable report={report} open={state.domain} now={now} dense={open} />}
        </QueryBlock>
        <QueryBlock query={tls} what="The TLS reports" height={90}>
          {(report) => <TlsCard report={report} />}
        </QueryBlock>
        {query.data?.foreign && query.data.foreign.length > 0 && (
          <ForeignCard foreign={query.data.foreign} filter={filter} />
        )}
      </div>
      {state.source && (
        <SourceInspector
          key={state.source}
          source={state.source}
          report={query.data}
          state={state}
          filter={filter}
          today={today}
          mayAnswer={isAdmin}
        />
      )}
      {state.domain && domains.data && (
        <DomainInspector
          key={state.domain}
          domain={state.domain}
          row={domains.data.rows.find(({ domain }) => domain === state.domain)}
          now={now}
          tz={filter.tz}
          mayChange={isAdmin}
        />
      )}
    </div>
  );
}

const DAYS = 28;

/** No report about these days: where there are some, or how they come. */
function Nothing({
  filter,
  through,
  today,
  isAdmin,
}: {
  filter: Filter;
  through: string | null;
  today: string;
  isAdmin: boolean;
}) {
  if (through !== null) {
    const there = { ...filter, from: addDays(through, 1 - DAYS), to: through, preset: null, sender: null };
    return (
      <EmptyState
        title="No DMARC report is about your mail of these days."
        action={
          <ButtonLink href={filterHref("/authentication", there)}>
            Go to the last {DAYS} days with reports
          </ButtonLink>
        }
      >
        The latest report is about {dayWords(through, today)}.
      </EmptyState>
    );
  }
  return (
    <>
      <p className="opening">
        No DMARC report has come in yet. Receivers send one a day to the address in rua= of your DMARC record.
      </p>
      {isAdmin ? <ReportUpload /> : <p className="text-ink-2">An admin may add reports.</p>}
    </>
  );
}
