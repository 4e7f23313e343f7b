"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Sparkline } from "@/components/charts/sparkline";
import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { useUrlState } from "@/components/filter/use-url-state";
import { Card } from "@/components/ui/card";
import { OutcomeLabel } from "@/components/ui/outcome";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import { countDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { count, counted } from "@/lib/core/format";
import type { CodeCount, Codes } from "@/lib/server/reports/codes";
import { type BounceState, bounceArguments, CLOSED, opened, openedDiffering } from "./state";

const BY = [
  { value: "code", label: "Code" },
  { value: "category", label: "Category" },
] as const;

interface CodeTableProps {
  codes: Codes;
  state: BounceState;
  filter: Filter;
}

/** Why mail bounced: by code or by category, most frequent first. A row opens its messages. */
export function CodeTable({ codes, state, filter }: CodeTableProps) {
  const params = useSearchParams();
  const [, setBy] = useUrlState("by", CLOSED);
  const { selection, by } = state;
  return (
    <Card
      id="why"
      title="Why it bounced"
      subtitle={by === "code" ? "by code" : "by category"}
      flush
      aside={
        <>
          <Segmented
            label="Rows"
            options={BY}
            value={by}
            onChange={(next) => setBy(next === "code" ? null : next)}
          />
          <TableExport data={reportPath("codes", filter, { by })} what="why it bounced" />
        </>
      }
    >
      <table className="data-table stacks">
        <thead>
          <tr>
            <th scope="col">{by === "code" ? "Code" : "Category"}</th>
            <th scope="col">Class</th>
            <th scope="col">Meaning and advice</th>
            <th scope="col" className="end">
              Count <span aria-hidden="true">↓</span>
            </th>
            <th scope="col">{counted(countDays(filter.from, filter.to), "day")}</th>
          </tr>
        </thead>
        <tbody>
          {codes.rows.map((row) => (
            <CodeRow
              key={`${row.code} ${row.class}`}
              row={row}
              href={withParams(params, opened(row))}
              current={isOpen(selection, row)}
            />
          ))}
        </tbody>
      </table>
      <div className="card-foot">
        {by === "code" && codes.unmapped.codes > 0 && (
          <p>
            {counted(codes.unmapped.codes, "code has", "codes have")} no row in the table of 56 and{" "}
            {codes.unmapped.codes === 1 ? "is" : "are"} read by subject and text:{" "}
            {counted(codes.unmapped.count, "bounce")}.
          </p>
        )}
        <Differing filter={filter} total={codes.total} />
      </div>
    </Card>
  );
}

/** How often the provider's own verdict is another one; it leads to these. */
function Differing({ filter, total }: { filter: Filter; total: number }) {
  const params = useSearchParams();
  const query = useQuery(reportQuery("bounces", filter, bounceArguments({ by: "differing" })));
  if (query.isError) return <p>How often ACS says otherwise did not load.</p>;
  if (query.data === undefined) return <Skeleton className="my-1 h-3 w-56" />;
  if (query.data.total === 0) return <p>ACS and Repute agree on which are hard.</p>;
  return (
    <p>
      ACS and Repute disagree on{" "}
      <ShallowLink href={withParams(params, openedDiffering)}>
        {count(query.data.total)} of {count(total)}
      </ShallowLink>
      .
    </p>
  );
}

export const isOpen = (selection: BounceState["selection"], row: CodeCount): boolean =>
  selection !== null && "code" in selection && selection.code === row.code && selection.class === row.class;

function CodeRow({ row, href, current }: { row: CodeCount; href: string; current: boolean }) {
  return (
    <tr className="opens">
      <td className="font-mono text-[13px] font-semibold">
        <ShallowLink className="cover" href={href} aria-current={current}>
          {row.code}
        </ShallowLink>
      </td>
      <td>
        <OutcomeLabel outcome={row.class} />
      </td>
      <td className="whole">
        <div className="font-medium">{row.title}</div>
        <div className="text-sm text-ink-2">{row.explanation}</div>
        <div className="mt-px text-sm">
          <span className="text-ink-3">Do:</span> {row.advice}
        </div>
      </td>
      <td className="end">
        <div className="font-medium">{count(row.count)}</div>
        <div className="text-xs text-ink-3 max-wide:hidden">{(row.share * 100).toFixed(1)}%</div>
      </td>
      <td className="max-wide:hidden">
        <Sparkline values={row.trend} colour={`var(--d-${row.class})`} />
      </td>
    </tr>
  );
}
