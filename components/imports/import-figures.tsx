import { count } from "@/lib/core/format";
import type { ImportRow } from "@/lib/server/reports/imports";

/** What the first and the last count mean, where the file brings no events. */
const MEANINGS: Record<string, { accepted: string; ignored: string }> = {
  suppressions: { accepted: "addresses suppressed", ignored: "past, or in conflict" },
  people: { accepted: "changes to a list", ignored: "in conflict" },
};
const OF_EVENTS = { accepted: "events stored", ignored: "rows about no recipient" };

/** What became of the records: four counts, each with what it means. */
export function ImportFigures({ row }: { row: ImportRow }) {
  const { accepted, ignored } = MEANINGS[row.source] ?? OF_EVENTS;
  const figures = [
    ["New", row.accepted, accepted],
    ["Known already", row.duplicates, "counted once"],
    ["Rejected", row.rejected, row.rejected > 0 ? "listed below" : "lines not readable"],
    ["Ignored", row.ignored, ignored],
  ] as const;
  return (
    <dl className="mt-4 grid grid-cols-4 border-t border-line max-wide:grid-cols-2">
      {figures.map(([name, n, meaning]) => (
        <div
          key={name}
          className="border-line px-4 pt-3 pb-0.5 first:pl-0 not-first:border-l max-wide:nth-3:border-l-0 max-wide:nth-3:pl-0 max-wide:nth-[n+3]:border-t"
        >
          <dt className="text-sm text-ink-2">{name}</dt>
          <dd>
            <div className="text-[21px]/[28px] font-medium tracking-[-0.02em]">{count(n)}</div>
            <div className="text-xs text-ink-3">{meaning}</div>
          </dd>
        </div>
      ))}
    </dl>
  );
}
