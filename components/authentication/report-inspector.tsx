"use client";

import { useQuery } from "@tanstack/react-query";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { reportQuery } from "@/lib/client/queries";
import { count, counted, day, moment } from "@/lib/core/format";
import type { OneReport } from "@/lib/server/reports/authentication-reports";
import { Inspector } from "./inspector";
import { RecordList } from "./record-list";
import { ReportRemoval } from "./report-removal";
import { daysOf } from "./report-table";
import { KIND_WORDS, tlsWords } from "./words";

interface ReportInspectorProps {
  id: number;
  mayRemove: boolean;
  now: number;
  tz: string;
}

/** One report: what it says of itself, its records, and its text as it came. */
export function ReportInspector({ id, mayRemove, now, tz }: ReportInspectorProps) {
  const query = useQuery(reportQuery("authentication-report", null, { id }));
  return (
    <Inspector
      context={query.data ? `${KIND_WORDS[query.data.kind]} report` : "Report"}
      title={query.data?.organisation ?? `Report ${id}`}
      row={String(id)}
      closed={{ report: null }}
    >
      <QueryBlock query={query} what="This report" height={420}>
        {(report) => (
          <>
            <Facts report={report} now={now} tz={tz} />
            {report.variants > 0 && (
              <Note state="watch" className="mt-3">
                It came {counted(report.variants, "more time")} under the same id with other content. Only the
                first is counted.
              </Note>
            )}
            {report.errors.length > 0 && (
              <Note className="mt-3">The receiver notes: {report.errors.join("; ")}</Note>
            )}
            {report.kind === "dmarc" && (
              <section className="mt-5">
                <h3 className="subheading">Records</h3>
                <p className="text-sm text-ink-3">
                  {report.rows.length < report.records
                    ? `the first ${count(report.rows.length)} of ${count(report.records)}`
                    : counted(report.records, "record")}
                </p>
                <RecordList
                  rows={report.rows}
                  today={new Date(now).toISOString().slice(0, 10)}
                  linked={false}
                />
              </section>
            )}
            {report.sessions.length > 0 && <Sessions sessions={report.sessions} />}
            <Raw report={report} />
            {mayRemove && <ReportRemoval report={report} />}
          </>
        )}
      </QueryBlock>
    </Inspector>
  );
}

function Facts({ report, now, tz }: { report: OneReport; now: number; tz: string }) {
  const { policy } = report;
  const policyText = policy && [
    `p=${policy.p}`,
    policy.sp && `sp=${policy.sp}`,
    policy.testing === "y" && "t=y",
    policy.pct && `pct=${policy.pct}`,
  ];
  const facts: [string, string | null][] = [
    ["About", `${report.domain}${report.own ? "" : ", none of your domains"}`],
    ["Days (UTC)", `${daysOf(report, now)}, counted on ${day((report.begin + report.end) / 2, "UTC", now)}`],
    ["Messages", `${count(report.messages)}, ${count(report.failed)} failed`],
    ["Policy", policyText ? policyText.filter(Boolean).join("; ") : null],
    [
      "Failed",
      report.failure
        ? [report.failure.failure, report.failure.deliveryResult].filter(Boolean).join(", ")
        : null,
    ],
    ["Sent from", report.failure?.ip || null],
    ["Id", report.reportId],
    ["Contact", report.contact || null],
    ["Brought by", `${report.submitter || "nobody named"}, ${report.via}`],
    ["Came", moment(report.receivedAt, tz, now)],
    ["File", report.name || null],
  ];
  return (
    <dl className="facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div className="contents" key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Sessions({ sessions }: { sessions: OneReport["sessions"] }) {
  return (
    <section className="mt-5">
      <h3 className="subheading">Sessions</h3>
      <ul>
        {sessions.map(({ domain, result, n, mx, reason }) => (
          <li
            key={`${domain} ${result} ${mx} ${reason} ${n}`}
            className="border-t border-line py-2 first:border-t-0"
          >
            <span className="font-medium">{count(n)}</span> {tlsWords(result)}
            <p className="text-sm text-ink-2 wrap-anywhere">
              {[domain, mx, reason].filter(Boolean).join(", ")}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Raw({ report: { id, text, cut } }: { report: OneReport }) {
  if (text === null) return <p className="mt-5 text-sm text-ink-2">The text of this report is not kept.</p>;
  return (
    <section className="mt-5">
      <h3 className="subheading">As it came</h3>
      <pre className="reply max-h-80 overflow-auto" tabIndex={-1}>
        {text}
      </pre>
      <p className="mt-1.5 text-sm">
        {cut && "Cut here. "}
        <a href={`/api/v1/authentication/reports/${id}/raw`} download>
          The whole as a file
        </a>
      </p>
    </section>
  );
}
