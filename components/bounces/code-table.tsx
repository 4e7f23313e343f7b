"use client";

import { useSearchParams } from "next/navigation";
import { Sparkline } from "@/components/charts/sparkline";
import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { useUrlState } from "@/components/filter/use-url-state";
import { Card } from "@/components/ui/card";
import { OutcomeLabel } from "@/components/ui/outcome";
import { Segmented } from "@/components/ui/segmented";
import { count, counted } from "@/lib/core/format";
import type { CodeCount, Codes } from "@/lib/server/reports/codes";
import { type BounceState, CLOSED, opened } from "./state";

const BY = [
  { value: "code", label: "Code" },
  { value: "category", label: "Category" },
] as const;

interface CodeTableProps {
  codes: Codes;
  state: BounceState;
  days: number;
}

/** Why mail bounced: by code or by category, most frequent first. A row opens its messages. */
export function CodeTable({ codes, state, days }: CodeTableProps) {
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
        <Segmented
          label="Rows"
          options={BY}
          value={by}
          onChange={(next) => setBy(next === "code" ? null : next)}
        />
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
            <th scope="col">{counted(days, "day")}</th>
          </tr>
        </thead>
        <tbody>
          {codes.rows.map((row) => (
            <CodeRow
              key={`${row.code} ${row.class}`}
              row={row}
              href={withParams(params, opened(row))}
              current={selection?.code === row.code && selection.class === row.class}
            />
          ))}
        </tbody>
      </table>
      {by === "code" && codes.unmapped.codes > 0 && (
        <p className="card-foot">
          {counted(codes.unmapped.codes, "code has", "codes have")} no row in the table of 56 and{" "}
          {codes.unmapped.codes === 1 ? "is" : "are"} read by subject and text:{" "}
          {counted(codes.unmapped.count, "bounce")}.
        </p>
      )}
    </Card>
  );
}

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
