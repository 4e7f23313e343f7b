"use client";

import type { ReactNode } from "react";
import { Area, ComposedChart, Line, ReferenceArea, ReferenceDot, ReferenceLine } from "recharts";
import { Axes } from "./axes";
import { FILL } from "./patterns";
import { type Heights, type Margins, Plot } from "./plot";
import { runs, ticks } from "./scale";
import {
  drawnLimits,
  labelPlace,
  namedDays,
  namedGaps,
  peakOf,
  spread,
  type TrendPoint,
  thin,
  topOf,
  yOf,
} from "./trend-layout";
import { useNarrow } from "./use-narrow";

interface TrendChartProps {
  label: string;
  points: TrendPoint[];
  /** Lines to stay below, each with its name at the right edge; the short one where there is little room. */
  limits?: TrendLimit[];
  /** What happened, by bucket: a numbered stroke. */
  marks?: { index: number; number: number }[];
  heights?: Heights;
  word(index: number): string;
  /** Where the highest value stands; usual: on its day. */
  place?(index: number): string;
  /** Which buckets have a word below the axis, at most so many; usual: evenly, and the last one. */
  namedOf?(most: number): number[] | null;
  /** What the last bucket is called while it has not ended. */
  lastWord?: string;
  valueWord(value: number): string;
  /** A value of the y axis, where it is no rate. */
  gridWord?(value: number): string;
  describe(index: number): string;
  tip(index: number): ReactNode;
  onOpen?(index: number): void;
  /** Some buckets on end were chosen, both included. */
  onBrush?(first: number, last: number): void;
}

interface TrendLimit {
  value: number;
  name: string;
  short?: string;
  /** The organisation's own: dotted. */
  own?: boolean;
}

const asPercent = (value: number) => `${Number((value * 100).toFixed(4))}%`;

/** A rate or a count over time: interval, period before, limits, gaps, marks, and the bucket that has not ended. */
export function TrendChart(props: TrendChartProps) {
  const { label, points, limits = [], marks = [], word, valueWord, describe, tip, onOpen, onBrush } = props;
  const narrow = useNarrow();
  const heights = props.heights ?? { wide: 286, narrow: 230 };
  const height = narrow ? heights.narrow : heights.wide;
  // On the right "100.00% so far" must fit beside the last point, on a phone "100.00%".
  const margins: Margins = { top: 14, right: narrow ? 74 : 118, bottom: 26, left: 44 };
  const drawn = drawnLimits(points, limits);
  const grid = ticks(topOf(points, drawn.at(-1)?.value));
  const top = grid.at(-1) ?? 1;
  const last = points.length - 1;
  const open = points[last]?.incomplete && points[last].rate !== null ? last : null;
  const peak = peakOf(points);
  const few = thin(points);
  const gaps = runs(points.length, (index) => points[index]?.noData === true);
  const isNamed = namedGaps(gaps, points.length * (narrow ? 0.2 : 0.08));

  const data = points.map((point, index) => ({
    index,
    band:
      point.rate === null || point.incomplete || few[index] ? null : [point.low, Math.min(top, point.high)],
    before: point.before,
    rate: point.incomplete || few[index] ? null : point.rate,
    open: index === open || (open !== null && index === open - 1) ? point.rate : null,
  }));
  const moved = spread(
    [...drawn.map(({ value }) => value), points[last]?.rate ?? 0].map((value) =>
      yOf(value, top, height, margins),
    ),
  );

  return (
    <Plot
      {...{ heights, margins, label, describe, tip, onOpen, onBrush }}
      count={points.length}
      shape="points"
    >
      <ComposedChart
        data={data}
        margin={{ top: margins.top, right: margins.right, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <Axes
          count={points.length}
          shape="points"
          grid={grid}
          gridWord={props.gridWord ?? asPercent}
          named={props.namedOf?.(narrow ? 3 : 7) ?? namedDays(points.length, narrow ? 3 : 6)}
          word={(index) =>
            points[index]?.incomplete && index === last ? (props.lastWord ?? "today") : word(index)
          }
          left={margins.left}
          bottom={margins.bottom}
        />
        {gaps.map(([first, end], gap) => (
          <ReferenceArea
            key={first}
            x1={Math.max(0, first - 0.5)}
            x2={Math.min(last, end + 0.5)}
            fill={FILL.noData}
            fillOpacity={1}
            label={
              isNamed[gap]
                ? { value: "no data", className: "axis halo", ...labelPlace(first, end, last) }
                : undefined
            }
          />
        ))}
        {drawn.map((limit, index) => (
          <ReferenceLine
            key={limit.name}
            y={limit.value}
            stroke={limit.own ? "var(--ink-2)" : "var(--alert)"}
            strokeDasharray={limit.own ? "2 3" : undefined}
            label={{
              value: narrow ? (limit.short ?? limit.name) : limit.name,
              position: "right",
              className: "label-2",
              dx: 2,
              dy: moved[index],
            }}
          />
        ))}
        {marks.map(({ index, number }) => (
          <ReferenceLine
            key={number}
            x={index}
            stroke="var(--ink-3)"
            strokeDasharray="1 3"
            label={{
              value: String(number),
              position: "insideTopLeft",
              className: "axis halo",
              dx: -1,
              dy: -6,
            }}
          />
        ))}
        <Area dataKey="band" type="linear" stroke="none" fill="var(--band)" fillOpacity={1} {...STILL} />
        <Line
          dataKey="before"
          stroke="var(--edge)"
          strokeWidth={1.25}
          strokeDasharray="2 3"
          dot={false}
          {...STILL}
        />
        <Line dataKey="rate" stroke="var(--ink)" strokeWidth={2} dot={loneDot(data)} {...STILL} />
        <Line
          dataKey="open"
          stroke="var(--ink)"
          strokeWidth={2}
          strokeDasharray="2 4"
          dot={false}
          {...STILL}
        />
        {points.map(
          ({ rate }, index) =>
            few[index] && (
              <ReferenceDot
                key={`few ${index}`}
                x={index}
                y={rate ?? 0}
                r={2.5}
                fill="var(--surface)"
                stroke="var(--ink)"
                strokeWidth={1.5}
              />
            ),
        )}
        {peak !== null && peak !== open && (
          <ReferenceDot
            x={peak}
            y={points[peak]?.rate ?? 0}
            r={3.5}
            fill="var(--ink)"
            stroke="var(--surface)"
            label={{
              value: `${valueWord(points[peak]?.rate ?? 0)} ${props.place?.(peak) ?? `on ${word(peak)}`}`,
              position: peak > last * (narrow ? 0.5 : 0.4) ? "left" : "right",
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
                ? valueWord(points[open]?.rate ?? 0)
                : `${valueWord(points[open]?.rate ?? 0)} so far`,
              position: "right",
              offset: 8,
              className: "label halo",
              dy: moved.at(-1),
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
function loneDot(points: { rate: number | null }[]) {
  const missing = (index: number) => (points[index]?.rate ?? null) === null;
  return ({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) =>
    index !== undefined && !missing(index) && missing(index - 1) && missing(index + 1) ? (
      <circle key={index} cx={cx} cy={cy} r={2.5} fill="var(--ink)" />
    ) : (
      <g key={index} />
    );
}
