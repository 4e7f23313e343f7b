import { spanWords } from "@/components/filter/words";
import { StateLabel } from "@/components/ui/state-label";
import { TableExport } from "@/components/ui/table-export";
import { count, percent } from "@/lib/core/format";
import type { Limit, Tone } from "@/lib/core/reputation";

const TONE_WORDS: Record<Tone, string> = { ok: "Below", watch: "Close", alert: "Over", none: "No data" };

/** Where the limit stands on the bar: what is beyond it must be seen to be beyond. */
const SCALE = 1.5;
const WIDTH = 84;

interface LimitsTableProps {
  limits: Limit[];
  from: string;
  to: string;
  today: string;
}

/** The limits that others have published, and how the last seven days stand against each. */
export function LimitsTable({ limits, from, to, today }: LimitsTableProps) {
  return (
    <div>
      <div className="section-head">
        <h2 className="heading">Published limits</h2>
        <span className="aside">
          <TableExport data={limits} what="the published limits" />
        </span>
      </div>
      <p className="text-sm text-ink-3">Seven days, {spanWords({ from, to }, today)}</p>
      <table className="limits">
        <thead>
          <tr>
            <th scope="col">Limit</th>
            <th scope="col" className="end">
              Rate
            </th>
            <th scope="col" className="end max-wide:hidden">
              Count
            </th>
            <th scope="col">Against it</th>
            <th scope="col" className="end">
              State
            </th>
          </tr>
        </thead>
        <tbody>
          {limits.map((limit) => (
            <tr key={`${limit.source} ${limit.name}`}>
              <th scope="row">
                {limit.name}
                <span className="block text-xs text-ink-3">
                  {limit.source}, {Number((limit.limit * 100).toFixed(3))}%
                </span>
              </th>
              <td className="end font-medium">{percent(limit.rate)}</td>
              <td className="end text-ink-3 max-wide:hidden">
                {limit.n > 0 ? `${count(limit.k)} of ${count(limit.n)}` : "—"}
              </td>
              <td>
                <LimitBar limit={limit} />
              </td>
              <td className="end">
                <StateLabel state={limit.state}>{TONE_WORDS[limit.state]}</StateLabel>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-xs text-ink-3">
        The stroke on each bar is the limit. Opens are never judged: machines open mail too.
      </p>
    </div>
  );
}

function LimitBar({ limit: { rate, limit } }: { limit: Limit }) {
  const share = rate === null ? 0 : Math.min(1, rate / (limit * SCALE));
  return (
    <svg viewBox={`0 0 ${WIDTH} 12`} width={WIDTH} height="12" aria-hidden="true">
      <rect width={WIDTH} height="6" y="3" rx="1" fill="var(--press)" />
      <rect width={share * WIDTH} height="6" y="3" rx="1" fill="var(--ink)" />
      <path d={`M${WIDTH / SCALE} 0v12`} stroke="var(--alert)" strokeWidth="1.5" />
    </svg>
  );
}
