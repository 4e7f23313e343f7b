import { count, percent } from "@/lib/core/format";
import { rate, wilson } from "@/lib/core/statistics";

/** A bucket of a rate: its name, and what is counted of what. */
interface Part {
  title: string;
  k: number;
  n: number;
}

/** One bucket of a trend in words, beside the same of the period before; null where that has none. */
export interface TrendFacts {
  title: string;
  rate: string;
  share: string;
  /** The 95 % interval. */
  interval: string;
  before: { title: string; rate: string; count: string } | null;
}

export function trendFacts({ title, k, n }: Part, before: Part | null): TrendFacts {
  const { low, high } = wilson(k, n);
  return {
    ...{ title, rate: percent(rate(k, n)), share: `${count(k)} of ${count(n)}` },
    interval: n === 0 ? "no data" : `${(low * 100).toFixed(2)} to ${(high * 100).toFixed(2)}%`,
    before: before && {
      ...{ title: before.title, rate: percent(rate(before.k, before.n)), count: count(before.k) },
    },
  };
}

/** The same in a line, for those who listen. */
export const factsLine = ({ title, rate: own, share, interval, before }: TrendFacts): string =>
  `${title}: ${own}, ${share}, 95% interval ${interval}${before ? `; ${before.title} ${before.rate}` : ""}`;

interface FactsTipProps {
  facts: TrendFacts;
  /** What is counted, and of what. */
  name: string;
  of: string;
  /** What Enter opens. */
  opens: string;
}

export function FactsTip({
  facts: { title, rate: own, share, interval, before },
  name,
  of,
  opens,
}: FactsTipProps) {
  return (
    <>
      <b className="font-medium">{title}</b>
      <dl>
        <dt>{name}</dt>
        <dd className="font-semibold">{own}</dd>
        <dt>Of {of}</dt>
        <dd>{share}</dd>
        <dt>95% interval</dt>
        <dd>{interval}</dd>
        {before && (
          <>
            <dt>{before.title}</dt>
            <dd>
              {before.rate} · {before.count}
            </dd>
          </>
        )}
      </dl>
      <p>Enter opens {opens}</p>
    </>
  );
}

/** The chart's numbers. */
export function FactsTable({ facts }: { facts: TrendFacts[] }) {
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col" className="end">
            Rate
          </th>
          <th scope="col" className="end">
            Count
          </th>
          <th scope="col" className="end max-wide:hidden">
            95% interval
          </th>
          <th scope="col" className="end">
            Before
          </th>
        </tr>
      </thead>
      <tbody>
        {facts.map(({ title, rate: own, share, interval, before }) => (
          <tr key={title}>
            <th scope="row">{title}</th>
            <td className="end">{own}</td>
            <td className="end">{share}</td>
            <td className="end max-wide:hidden">{interval}</td>
            <td className="end">{before?.rate ?? "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
