"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { Pager } from "@/components/filter/pager";
import { FIRST_PAGE } from "@/components/filter/pages";
import { useUrlState } from "@/components/filter/use-url-state";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { Segmented } from "@/components/ui/segmented";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { count, counted, moment } from "@/lib/core/format";
import type { ReceivedReports } from "@/lib/server/reports/authentication-reports";
import { ReportInspector } from "./report-inspector";
import { ReportTable } from "./report-table";
import { ReportUpload } from "./report-upload";
import { type ReportsState, readReportsState, reportsArguments } from "./state";

interface ReportsScreenProps {
  now: number;
  tz: string;
  isAdmin: boolean;
}

/** Every report that came in, by whatever way; a row opens its records and its text. */
export function ReportsScreen({ now, tz, isAdmin }: ReportsScreenProps) {
  const state = readReportsState(useSearchParams());
  const query = useQuery({
    ...reportQuery("authentication-reports", null, reportsArguments(state)),
    placeholderData: keepPreviousData,
  });
  return (
    <div className={state.report ? "split" : undefined}>
      <div className="page">
        <p className="opening">
          What receivers report of your mail. Anybody can write such a report: who sent it stands beside it.
        </p>
        {isAdmin && <ReportUpload />}
        <QueryBlock query={query} what="The list of reports" height={420}>
          {(data) => (
            <>
              <Refused refused={data.refused} tz={tz} now={now} />
              <List data={data} state={state} now={now} />
            </>
          )}
        </QueryBlock>
      </div>
      {state.report && (
        <ReportInspector key={state.report} id={state.report} mayRemove={isAdmin} now={now} tz={tz} />
      )}
    </div>
  );
}

function Refused({
  refused: { n, latest },
  tz,
  now,
}: {
  refused: ReceivedReports["refused"];
  tz: string;
  now: number;
}) {
  if (n === 0) return null;
  return (
    <Note state="watch" className="mt-4 max-w-[720px]">
      <details>
        <summary>
          {counted(n, "report")} could not be read and {n === 1 ? "is" : "are"} kept in quarantine.
        </summary>
        <p className="mt-1 text-sm">
          <Link href="/imports?door=authentication#quarantine">Look at what was set aside</Link>
        </p>
        <ul className="mt-1 text-sm">
          {latest.map(({ id, at, reason }) => (
            <li key={id} className="wrap-anywhere">
              {moment(at, tz, now)}: {reason}
            </li>
          ))}
        </ul>
      </details>
    </Note>
  );
}

function List({ data, state, now }: { data: ReceivedReports; state: ReportsState; now: number }) {
  const params = useSearchParams();
  const [, setKind] = useUrlState("kind", { ...FIRST_PAGE, report: null });
  const { counts, rows, next } = data;
  const kinds = [
    { value: "all", label: "All" },
    { value: "dmarc", label: `DMARC ${count(counts.dmarc)}` },
    { value: "tls", label: `TLS ${count(counts.tls)}` },
    { value: "failure", label: `Failure ${count(counts.failure)}` },
  ] as const;
  return (
    <>
      <div className="section-head">
        <h2 className="heading">Reports</h2>
        <span className="text-sm text-ink-3">the latest period first, days are UTC</span>
        <div className="aside flex flex-wrap gap-2">
          <TableExport
            data={reportPath("authentication-reports", null, { kind: state.kind ?? undefined })}
            what="the reports"
          />
          <Segmented
            label="Kind of report"
            options={kinds}
            value={state.kind ?? "all"}
            onChange={(kind) => setKind(kind === "all" ? null : kind)}
          />
        </div>
      </div>
      {rows.length === 0 ? (
        <EmptyState title="No report of this kind has come in yet." />
      ) : (
        <ReportTable rows={rows} open={state.report} now={now} />
      )}
      <Pager label="Pages of the reports" place={state} {...{ next, params }} />
    </>
  );
}
