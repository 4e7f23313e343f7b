import { count, percent } from "@/lib/core/format";
import { rate, wilson } from "@/lib/core/statistics";
import { ticks, topOfIntervals } from "./scale";

interface IntervalRowsProps {
  /** What the names are, for those who listen. */
  caption: string;
  rows: { name: string; k: number; n: number }[];
  colour: string;
}

/** Rates as a dot on their 95 % interval, on one scale. */
export function IntervalRows({ caption, rows, colour }: IntervalRowsProps) {
  const rates = rows.map(({ k, n }) => ({ rate: rate(k, n) ?? 0, ...wilson(k, n) }));
  const grid = ticks(topOfIntervals(rates));
  const top = grid.at(-1) ?? 1;
  const x = (value: number): string => `${(Math.min(1, value / top) * 100).toFixed(2)}%`;
  return (
    <table className="interval-rows">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Interval</th>
          <th scope="col">Rate</th>
          <th scope="col">Count</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, k, n }, index) => {
          const { rate, low, high } = rates[index]!;
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="track">
                <svg width="100%" height="20" aria-hidden="true">
                  {grid.map((value) => (
                    <line key={value} x1={x(value)} x2={x(value)} y1="0" y2="20" stroke="var(--line)" />
                  ))}
                  <line
                    x1={x(low)}
                    x2={x(high)}
                    y1="10"
                    y2="10"
                    stroke={colour}
                    strokeWidth="4"
                    opacity=".32"
                  />
                  <circle cx={x(rate)} cy="10" r="3.5" fill={colour} />
                </svg>
                <span className="sr-only">
                  {percent(low)} to {percent(high)}
                </span>
              </td>
              <td className="end font-medium">{percent(rate)}</td>
              <td className="end text-ink-3">
                {count(k)} of {count(n)}
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot aria-hidden="true">
        <tr>
          <td />
          <td className="track">
            <div className="relative h-4 text-xs text-ink-3">
              {grid.map((value) => (
                <span key={value} className="absolute -translate-x-1/2" style={{ left: x(value) }}>
                  {Number((value * 100).toFixed(3))}%
                </span>
              ))}
            </div>
          </td>
          <td />
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
