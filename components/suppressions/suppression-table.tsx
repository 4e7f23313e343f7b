import Link from "next/link";
import { withParams } from "@/components/filter/href";
import { Bar } from "@/components/ui/bar";
import { LeaseSteps } from "@/components/ui/lease-steps";
import type { SuppressionRow } from "@/lib/server/reports/suppressions";
import { ReasonGlyph } from "./reason-glyph";
import { endWords, nextSendWords, shareLeft, stepName, whyWords } from "./words";

interface Props {
  rows: SuppressionRow[];
  params: URLSearchParams;
  /** Address in the inspector. */
  open: string | null;
  now: number;
  tz: string;
}

/** Who may not be mailed, and until when; a row opens its address. On a phone a list of two lines each. */
export function SuppressionTable({ rows, params, open, now, tz }: Props) {
  return (
    <div className="card overflow-hidden">
      <table className="data-table stacks">
        <thead>
          <tr>
            <th>Address and reason</th>
            <th>Step</th>
            <th>Ends in</th>
            <th>The next send</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="opens max-wide:grid-cols-[minmax(0,1fr)_auto]">
              <td className="max-wide:row-span-2 max-wide:min-w-0">
                <Link
                  className="cover font-medium wrap-anywhere max-wide:block max-wide:truncate"
                  href={withParams(params, { address: row.recipient, at: null })}
                  aria-current={row.recipient === open ? "true" : undefined}
                  data-row={row.recipient}
                  scroll={false}
                  prefetch={false}
                >
                  {row.recipient}
                </Link>
                <div className="flex items-center gap-1.5 text-sm text-ink-2">
                  <ReasonGlyph reason={row.reason} />
                  <span className="min-w-0 max-wide:truncate">{whyWords(row)}</span>
                </div>
              </td>
              <td className="max-wide:justify-self-end">
                {row.step === null ? (
                  <span className="text-ink-3 max-wide:hidden">no lease</span>
                ) : (
                  <span className="flex items-center gap-[9px] whitespace-nowrap">
                    <LeaseSteps step={row.step + 1} />
                    <span className="max-wide:sr-only">{stepName(row.step)}</span>
                  </span>
                )}
              </td>
              <td className="whitespace-nowrap max-wide:col-start-2 max-wide:row-start-2 max-wide:text-right max-wide:text-sm">
                <End row={row} now={now} tz={tz} />
              </td>
              <td className="text-ink-2 max-wide:hidden">{nextSendWords(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function End({ row, now, tz }: { row: SuppressionRow; now: number; tz: string }) {
  const share = shareLeft(row, now);
  return (
    <>
      <span className={row.until === null ? "text-ink-3" : undefined}>{endWords(row, now, tz)}</span>
      {share !== null && (
        <>
          <span className="wide:hidden"> left</span>
          <Bar share={share} className="mt-[5px] h-1 w-16 max-wide:hidden" />
        </>
      )}
    </>
  );
}
