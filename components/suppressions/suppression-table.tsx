import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { Bar } from "@/components/ui/bar";
import { Checkbox } from "@/components/ui/checkbox";
import { LeaseSteps } from "@/components/ui/lease-steps";
import { StateLabel } from "@/components/ui/state-label";
import { span } from "@/lib/core/format";
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
  /** Ids of the rows that are ticked; undefined where the reader may not change anything. */
  ticked?: ReadonlySet<string>;
  onTick?(ids: string[], on: boolean): void;
}

/** Who may not be mailed, and until when; a row opens its address. On a phone a list of two lines each. */
export function SuppressionTable({ rows, params, open, now, tz, ticked, onTick }: Props) {
  return (
    <div className="card overflow-hidden">
      <table className="data-table stacks">
        <thead>
          <tr>
            {ticked && (
              <th className="w-0">
                <Checkbox
                  bare
                  checked={rows.every(({ id }) => ticked.has(id))}
                  onChange={({ target }) =>
                    onTick?.(
                      rows.map(({ id }) => id),
                      target.checked,
                    )
                  }
                >
                  All rows of this page
                </Checkbox>
              </th>
            )}
            <th>Address and reason</th>
            <th>Step</th>
            <th>Ends in</th>
            <th>The next send</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              className={`opens ${ticked ? "max-wide:grid-cols-[auto_minmax(0,1fr)_auto]" : "max-wide:grid-cols-[minmax(0,1fr)_auto]"}`}
            >
              {ticked && (
                <td className="tick max-wide:row-span-2">
                  <Checkbox
                    bare
                    checked={ticked.has(row.id)}
                    onChange={({ target }) => onTick?.([row.id], target.checked)}
                  >
                    {row.recipient}
                  </Checkbox>
                </td>
              )}
              <td className="max-wide:row-span-2 max-wide:min-w-0">
                <ShallowLink
                  className="cover font-medium wrap-anywhere max-wide:block max-wide:truncate"
                  href={withParams(params, { address: row.recipient, at: null })}
                  aria-current={row.recipient === open ? "true" : undefined}
                  data-row={row.recipient}
                >
                  {row.recipient}
                </ShallowLink>
                <div className="flex items-center gap-1.5 text-sm text-ink-2">
                  <ReasonGlyph reason={row.reason} />
                  <span className="min-w-0 max-wide:truncate">{whyWords(row)}</span>
                </div>
                {row.again !== null && (
                  <div className="text-sm">
                    <StateLabel state="watch">
                      Suppressed again {span(row.again)} after its release
                    </StateLabel>
                  </div>
                )}
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
              <td className="whitespace-nowrap max-wide:-col-end-1 max-wide:row-start-2 max-wide:text-right max-wide:text-sm">
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
