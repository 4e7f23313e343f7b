import { useRef } from "react";
import { MiniTrend } from "@/components/charts/mini-trend";
import { ticks } from "@/components/charts/scale";
import { ShallowLink } from "@/components/filter/shallow-link";
import { ChartExport } from "@/components/ui/chart-export";
import { addDays } from "@/lib/core/buckets";
import type { Filter } from "@/lib/core/filter";
import { percent } from "@/lib/core/format";
import type { LimitLine } from "@/lib/core/limit-lines";
import { metricOf } from "@/lib/core/metrics";
import { SLICES } from "@/lib/core/slice";
import { rate } from "@/lib/core/statistics";
import type { SlicesReport } from "@/lib/server/reports/slices";
import { sliceHref, sliceName } from "./slice-href";

interface MultiplesProps {
  report: SlicesReport;
  filter: Filter;
  params: URLSearchParams;
  /** The lowest limit of the metric. */
  limit: LimitLine | undefined;
}

/** Fewer on a day than this say nothing of its rate. */
const ENOUGH = 50;

/** The largest six slices side by side on one scale. */
export function Multiples({ report, filter, params, limit }: MultiplesProps) {
  const figure = useRef<HTMLElement>(null);
  const title = `${metricOf(report.metric).rateTitle} by ${SLICES[report.by].label.toLowerCase()}`;
  const drawn = report.rows.filter(({ days }) => days !== null);
  if (drawn.length === 0) return null;
  const ratesOf = (days: { k: number; n: number }[]) => days.map(({ k, n }) => rate(k, n));
  const peaks = drawn.flatMap(({ days }) => (days ?? []).flatMap(({ k, n }) => (n >= ENOUGH ? [k / n] : [])));
  const means = drawn.map(({ now }) => rate(now.k, now.n) ?? 0);
  // One bad day must not flatten all the others.
  const top = ticks(Math.min(Math.max(...peaks, 0.000_1), Math.max(...means) * 2 || 0.01)).at(-1) ?? 1;
  const line = limit && limit.value <= top ? limit : undefined;
  const data = drawn.flatMap(({ name, days }) =>
    (days ?? []).map((share, i) => ({ [report.by]: name, day: addDays(filter.from, i), ...share })),
  );
  return (
    <section ref={figure} aria-labelledby="multiples-title">
      <div className="section-head">
        <h2 className="heading" id="multiples-title">
          {title}
        </h2>
        <span className="text-sm text-ink-3">
          per {report.by.startsWith("sender") ? "day" : "UTC day"}, one scale, 0 to{" "}
          {Number((top * 100).toFixed(3))}%{line && `; the red line is ${line.name}`}; a double stroke marks a
          peak beyond
        </span>
        <span className="aside text-sm text-ink-3">
          <ChartExport {...{ figure, title, data }} />
        </span>
      </div>
      <div className="multiples" data-drawing>
        {drawn.map(({ name, now, days }) => (
          <div key={name}>
            <h3 className="truncate font-medium">
              <ShallowLink href={sliceHref(report.by, name, filter, params)}>
                {sliceName(report.by, name)}
              </ShallowLink>
            </h3>
            <p className="mt-0.5 mb-1.5 text-[17px] leading-6 font-medium">{percent(rate(now.k, now.n))}</p>
            <MiniTrend
              label={`${name}: ${percent(rate(now.k, now.n))} over the period`}
              rates={ratesOf(days ?? [])}
              top={top}
              limit={line?.value ?? Number.POSITIVE_INFINITY}
            />
          </div>
        ))}
      </div>
    </section>
  );
}
