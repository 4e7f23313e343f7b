"use client";

import type { ReactNode } from "react";
import { Area, ComposedChart, Line, ReferenceArea, ReferenceDot, ReferenceLine } from "recharts";
import { Axes } from "./axes";
import { FILL } from "./patterns";
import { type Heights, type Margins, Plot } from "./plot";
import { runs, ticks } from "./scale";
import { clearOf, labelPlace, namedDays, peakOf, type TrendPoint, topOf, yOf } from "./trend-layout";
import { useNarrow } from "./use-narrow";

interface TrendChartProps {
  label: string;
  points: TrendPoint[];
  /** A published limit: value, and its name at the right edge; the short one where there is little room. */
  limit?: { value: number; name: string; short: string };
  heights?: Heights;
  word(index: number): string;
  rateWord(rate: number): string;
  describe(index: number): string;
  tip(index: number): ReactNode;
  onOpen?(index: number): void;
}

/** A rate day by day: interval, period before, limit, gaps, and the day that has not ended. */
export function TrendChart(props: TrendChartProps) {
  const { label, points, limit, word, rateWord, describe, tip, onOpen } = props;
  const narrow = useNarrow();
  const heights = props.heights ?? { wide: 286, narrow: 230 };
  const height = narrow ? heights.narrow : heights.wide;
  const margins: Margins = { top: 14, right: narrow ? 66 : 104, bottom: 26, left: 38 };
  const grid = ticks(topOf(points, limit?.value));
  const top = grid.at(-1) ?? 1;
  const last = points.length - 1;
  const open = points[last]?.incomplete && points[last].rate !== null ? last : null;
  const peak = peakOf(points);

  const data = points.map((point, index) => ({
    index,
    band: point.rate === null || point.incomplete ? null : [point.low, Math.min(top, point.high)],
    before: point.before,
    rate: point.incomplete ? null : point.rate,
    open: index === open || (open !== null && index === open - 1) ? point.rate : null,
  }));
  const limitY = limit ? yOf(limit.value, top, height, margins) : null;

  return (
    <Plot {...{ heights, margins, label, describe, tip, onOpen }} count={points.length} shape="points">
      <ComposedChart
        data={data}
        margin={{ top: margins.top, right: margins.right, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <Axes
          count={points.length}
          shape="points"
          grid={grid}
          gridWord={(value) => `${Number((value * 100).toFixed(4))}%`}
          named={namedDays(points.length, narrow ? 3 : 6)}
          word={(index) => (points[index]?.incomplete ? "today" : word(index))}
          left={margins.left}
          bottom={margins.bottom}
        />
        {runs(points.length, (index) => points[index]?.noData === true).map(([first, end]) => (
          <ReferenceArea
            key={first}
            x1={Math.max(0, first - 0.5)}
            x2={Math.min(last, end + 0.5)}
            fill={FILL.noData}
            fillOpacity={1}
            label={{ value: "no data", className: "axis halo", ...labelPlace(first, end, last) }}
          />
        ))}
        {limit && (
          <ReferenceLine
            y={limit.value}
            stroke="var(--alert)"
            label={{
              value: narrow ? limit.short : limit.name,
              position: "right",
              className: "label-2",
              dx: 2,
            }}
          />
        )}
        <Area dataKey="band" type="linear" stroke="none" fill="var(--band)" fillOpacity={1} {...STILL} />
        <Line
          dataKey="before"
          stroke="var(--edge)"
          strokeWidth={1.25}
          strokeDasharray="2 3"
          dot={false}
          {...STILL}
        />
        <Line dataKey="rate" stroke="var(--ink)" strokeWidth={2} dot={loneDot(points)} {...STILL} />
        <Line
          dataKey="open"
          stroke="var(--ink)"
          strokeWidth={2}
          strokeDasharray="2 4"
          dot={false}
          {...STILL}
        />
        {peak !== null && peak !== open && (
          <ReferenceDot
            x={peak}
            y={points[peak]?.rate ?? 0}
            r={3.5}
            fill="var(--ink)"
            stroke="var(--surface)"
            label={{
              value: `${rateWord(points[peak]?.rate ?? 0)} on ${word(peak)}`,
              position: peak > last * 0.4 ? "left" : "right",
              offset: 8,
              dy: -8,
              className: "label halo",
            }}
          />
        )}
        {open !== null && (
          <ReferenceDot
            x={open}
            y={points[open]?.rate ?? 0}
            r={3}
            fill="var(--surface)"
            stroke="var(--ink)"
            strokeWidth={1.5}
            label={{
              value: narrow
                ? rateWord(points[open]?.rate ?? 0)
                : `${rateWord(points[open]?.rate ?? 0)} so far`,
              position: "right",
              offset: 8,
              className: "label",
              dy: clearOf(limitY, yOf(points[open]?.rate ?? 0, top, height, margins)),
            }}
          />
        )}
      </ComposedChart>
    </Plot>
  );
}

const STILL = {
  isAnimationActive: false,
  activeDot: false,
  connectNulls: false,
  legendType: "none",
} as const;

/** A day between two gaps has no line to show it: it gets a dot. */
function loneDot(points: TrendPoint[]) {
  const missing = (index: number) => {
    const point = points[index];
    return !point || point.rate === null || point.incomplete;
  };
  return ({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) =>
    index !== undefined && !missing(index) && missing(index - 1) && missing(index + 1) ? (
      <circle key={index} cx={cx} cy={cy} r={2.5} fill="var(--ink)" />
    ) : (
      <g key={index} />
    );
}
