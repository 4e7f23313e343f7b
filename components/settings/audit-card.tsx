"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { withParams } from "@/components/filter/href";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { QueryBlock } from "@/components/ui/query-block";
import { TableExport } from "@/components/ui/table-export";
import { auditQuery } from "@/lib/client/settings";
import { moment } from "@/lib/core/format";
import { actionWords, detailWords } from "./audit-words";

/** Who did what, latest first. It can be read, not changed. */
export function AuditCard({ tz }: { tz: string }) {
  const params = useSearchParams();
  const before = params.get("before");
  const query = useQuery(auditQuery(before));
  const now = query.dataUpdatedAt;
  return (
    <QueryBlock query={query} what="The audit log" height={420}>
      {({ lines, next }) => (
        <Card
          title="Audit log"
          subtitle="each line carries the hash of the one before"
          aside={<TableExport data="/api/v1/audit" what="the audit log" />}
          id="audit"
          flush
        >
          {lines.length === 0 ? (
            <p className="px-[18px] pb-4 text-ink-2 max-wide:px-3.5">Nothing is written here yet.</p>
          ) : (
            <table className="data-table stacks">
              <thead>
                <tr>
                  <th>When</th>
                  <th className="w-[22%]">Who</th>
                  <th className="w-[20%]">What</th>
                  <th>Of what, and with which words</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.id} className="max-wide:grid-cols-[minmax(0,1fr)_auto]">
                    <td className="whitespace-nowrap text-ink-2 max-wide:col-start-2 max-wide:text-sm">
                      {moment(line.at, tz, now)}
                    </td>
                    <td className="wrap-anywhere max-wide:row-start-2 max-wide:text-sm max-wide:text-ink-2">
                      {line.actor}
                    </td>
                    <td className="font-medium max-wide:col-start-1 max-wide:row-start-1">
                      {actionWords(line.action)}
                    </td>
                    <td className="text-sm max-wide:col-span-2">
                      <div className="wrap-anywhere">{line.subject}</div>
                      <div className="font-mono text-[11.5px] wrap-anywhere text-ink-3">
                        {detailWords(line.detail)}
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {(before || next) && (
            <div className="flex justify-end gap-2 border-t border-line px-[18px] py-3">
              {before && (
                <ButtonLink href={`${withParams(params, { before: null })}#audit`}>
                  Back to the latest
                </ButtonLink>
              )}
              {next && <ButtonLink href={`${withParams(params, { before: next })}#audit`}>Older</ButtonLink>}
            </div>
          )}
        </Card>
      )}
    </QueryBlock>
  );
}
