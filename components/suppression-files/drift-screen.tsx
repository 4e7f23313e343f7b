"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { FIRST_PAGE, following, preceding, readPlace } from "@/components/filter/pages";
import { pushParams } from "@/components/filter/use-url-state";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryBlock } from "@/components/ui/query-block";
import { Segmented } from "@/components/ui/segmented";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { type DriftKind, driftKind } from "@/lib/core/drift";
import type { Filter } from "@/lib/core/filter";
import { moment } from "@/lib/core/format";
import type { DriftReport } from "@/lib/server/reports/drift";
import { DriftDays } from "./drift-days";
import { DriftTable } from "./drift-table";
import { driftSentence } from "./drift-words";

const KINDS = [
  { value: "all", label: "Both" },
  { value: "inferred", label: "Dropped though free" },
  { value: "attempted", label: "Attempted though held" },
] as const;

/** Where the platform's suppressions and our leases contradict each other: how often, which addresses, both stories. */
export function DriftScreen({ filter, now }: { filter: Filter; now: number }) {
  const params = useSearchParams();
  const kind = driftKind(params.get("kind"));
  const { cursor } = readPlace(params);
  const query = useQuery({
    ...reportQuery("drift", filter, { kind, cursor: cursor ?? undefined }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <QueryBlock query={query} what="The drift" height={420}>
        {(report) => (
          <>
            <p className="opening">{driftSentence(report)}</p>
            {report.days.length > 0 && (
              <>
                <DriftDays report={report} tz={filter.tz} now={now} />
                <Rows report={report} kind={kind} tz={filter.tz} now={now} />
              </>
            )}
            {report.days.length === 0 && report.countedAt !== null && (
              <EmptyState title="There is no drift to show.">
                It would be shown here when the platform drops a mail to an address that Repute holds free, or
                attempts one to an address that a lease holds.
              </EmptyState>
            )}
            {report.countedAt !== null && (
              <p className="mt-3 text-sm text-ink-3">
                Counted {moment(report.countedAt, filter.tz, now)}, once an hour, over the last thirty days.
              </p>
            )}
          </>
        )}
      </QueryBlock>
    </div>
  );
}

function Rows({ report, kind, tz, now }: { report: DriftReport; kind?: DriftKind; tz: string; now: number }) {
  const params = useSearchParams();
  const place = readPlace(params);
  const before = preceding(place);
  const choose = (value: (typeof KINDS)[number]["value"]) =>
    pushParams({ ...FIRST_PAGE, kind: value === "all" ? null : value });
  return (
    <>
      <Segmented
        label="Kind of drift"
        className="mt-6 mb-3"
        options={KINDS}
        value={kind ?? "all"}
        onChange={choose}
      />
      {report.rows.length > 0 ? (
        <DriftTable rows={report.rows} tz={tz} now={now} />
      ) : (
        <EmptyState title="None of this kind." />
      )}
      <nav className="pager" aria-label="Pages">
        <span>Newest first</span>
        <TableExport data={reportPath("drift", null, { kind, tz })} what="the drift" />
        {before && (
          <ButtonLink href={withParams(params, before)} prefetch={false}>
            Previous
          </ButtonLink>
        )}
        {report.next && (
          <ButtonLink href={withParams(params, following(place, report.next))} prefetch={false}>
            Next
          </ButtonLink>
        )}
      </nav>
    </>
  );
}
