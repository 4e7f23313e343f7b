"use client";

import type { ReactNode } from "react";
import { Bar, ComposedChart, Line, ReferenceArea, ReferenceLine } from "recharts";
import { Axes } from "./axes";
import { FILL } from "./patterns";
import { type Margins, Plot } from "./plot";
import { dayTicks, runs, ticks } from "./scale";
import { useNarrow } from "./use-narrow";

export interface DmarcPoint {
  aligned: number;
  failed: number;
  /** Failed over all; null where no report is about the day. */
  rate: number | null;
}

interface DmarcChartProps {
  points: DmarcPoint[];
  /** Own watch, named at the right edge. */
  watch: number;
  labels: { rate: string; volume: string };
  totals: { aligned: string; failed: string };
  word(index: number): string;
  countWord(n: number): string;
  describe(index: number): string;
  tip(index: number): ReactNode;
  onOpen(index: number): void;
}

const STILL = { isAnimationActive: false, activeDot: false, legendType: "none" } as const;

/** The share that fails above the volume that it is a share of: one x axis, one walk. */
export function DmarcChart(props: DmarcChartProps) {
  const { points, watch, labels, totals, word, countWord, describe, tip, onOpen } = props;
  const narrow = useNarrow();
  const margins: Margins = { top: 12, right: narrow ? 58 : 118, bottom: 26, left: 46 };
  const rates = points.map(({ rate }) => rate ?? 0);
  const rateGrid = ticks(Math.max(watch * 1.5, ...rates));
  const grid = ticks(Math.max(...points.map(({ aligned, failed }) => aligned + failed)));
  const gaps = runs(points.length, (index) => points[index]?.rate === null);
  const named = dayTicks(points.length, narrow ? 3 : 6);
  const data = points.map((point, index) => ({ index, ...point }));
  const common = { margins, describe, tip, onOpen, shape: "bands", count: points.length } as const;
  const axes = {
    count: points.length,
    shape: "bands",
    named,
    word,
    left: margins.left,
    bottom: margins.bottom,
  } as const;
  const chart = {
    data,
    margin: { top: margins.top, right: margins.right, bottom: 0, left: 0 },
    accessibilityLayer: false,
  };
  const hatched = gaps.map(([first, end]) => (
    <ReferenceArea key={first} x1={first - 0.5} x2={end + 0.5} fill={FILL.noData} fillOpacity={1} />
  ));
  return (
    <>
      <Plot {...common} label={labels.rate} heights={{ wide: 150, narrow: 140 }}>
        <ComposedChart {...chart}>
          <Axes {...axes} grid={rateGrid} gridWord={(value) => `${Number((value * 100).toFixed(4))}%`} />
          {hatched}
          <ReferenceLine
            y={watch}
            stroke="var(--ink-3)"
            strokeDasharray="1.5 3"
            label={{
              value: narrow ? "own 1%" : `Own watch ${watch * 100}%`,
              position: "right",
              className: "label-2",
              dx: 2,
            }}
          />
          <Line
            dataKey="rate"
            stroke="var(--d-complaint)"
            strokeWidth={2}
            dot={points.length === 1 && { r: 3, fill: "var(--d-complaint)" }}
            connectNulls={false}
            {...STILL}
          />
        </ComposedChart>
      </Plot>
      <div className="relative">
        <Plot {...common} label={labels.volume} heights={{ wide: 150, narrow: 130 }}>
          <ComposedChart {...chart} barCategoryGap="8%">
            <Axes {...axes} grid={grid} gridWord={countWord} />
            {hatched}
            <Bar dataKey="aligned" stackId="mail" fill="var(--d-delivered)" fillOpacity={0.68} {...STILL} />
            <Bar
              dataKey="failed"
              stackId="mail"
              fill={FILL.failed}
              stroke="var(--surface)"
              strokeWidth={1}
              {...STILL}
            />
          </ComposedChart>
        </Plot>
        <ul className="flex gap-4 text-sm wide:absolute wide:top-5 wide:right-0 wide:w-[110px] wide:flex-col wide:gap-3">
          <li className="font-medium text-[var(--t-complaint)]">Fails {totals.failed}</li>
          <li className="font-medium text-[var(--t-delivered)]">Passes {totals.aligned}</li>
        </ul>
      </div>
    </>
  );
}
