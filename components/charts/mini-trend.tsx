import { runs } from "./scale";

interface MiniTrendProps {
  label: string;
  /** One rate a day; null is a gap. */
  rates: (number | null)[];
  /** The top of the scale that all drawings of a row share. */
  top: number;
  /** The published limit, a thin red line. */
  limit: number;
}

const WIDTH = 154;
const BASE = 78;
const TOP = 6;

/** A rate day by day in small, to be laid beside others. What passes the top is cut with a double stroke. */
export function MiniTrend({ label, rates, top, limit }: MiniTrendProps) {
  const x = (index: number) =>
    1 + (rates.length > 1 ? (index / (rates.length - 1)) * (WIDTH - 2) : WIDTH / 2);
  const y = (rate: number) => BASE - (Math.min(rate, top) / top) * (BASE - TOP);
  const pieces = runs(rates.length, (index) => rates[index] !== null);
  const cut = runs(rates.length, (index) => (rates[index] ?? 0) > top);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 84`}
      width="100%"
      height="84"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      fill="none"
      strokeLinejoin="round"
    >
      <g>
        <path d={`M0 ${BASE}H${WIDTH}`} stroke="var(--edge)" vectorEffect="non-scaling-stroke" />
        {limit <= top && (
          <path d={`M0 ${y(limit)}H${WIDTH}`} stroke="var(--alert)" vectorEffect="non-scaling-stroke" />
        )}
        {pieces.map(([first, last]) => (
          <path
            key={first}
            d={Array.from({ length: last - first + 1 }, (_, offset) => {
              const index = first + offset;
              return `${offset ? "L" : "M"}${x(index).toFixed(1)} ${y(rates[index] ?? 0).toFixed(1)}`;
            })
              .join("")
              .concat(first === last ? "h.01" : "")}
            stroke="var(--ink)"
            strokeWidth={first === last ? 3 : 1.6}
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {cut.map(([first, last]) => (
          <path
            key={first}
            d={`M${x(first) - 3} 1.5H${x(last) + 3}M${x(first) - 3} 4H${x(last) + 3}`}
            stroke="var(--ink)"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </g>
    </svg>
  );
}
