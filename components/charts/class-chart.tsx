"use client";

import type { ReactNode } from "react";
import { Bar, ComposedChart, Line, ReferenceArea } from "recharts";
import { OutcomeGlyph } from "@/components/ui/outcome";
import type { BounceClass } from "@/lib/core/events";
import { Axes } from "./axes";
import { FILL } from "./patterns";
import { type Margins, Plot } from "./plot";
import { dayTicks, runs, ticks } from "./scale";
import { useNarrow } from "./use-narrow";

/** Bottom of the pile first. */
export const CLASSES = ["hard", "soft", "spam"] as const satisfies BounceClass[];
const DASH = { hard: undefined, soft: "7 4", spam: "1.5 4" };

export interface ClassPoint extends Record<BounceClass, number> {
  /** Nothing is known: no bar and no line; hatched, unless the day has only begun. */
  noData: boolean;
  incomplete: boolean;
}

interface ClassChartProps {
  label: string;
  points: ClassPoint[];
  as: "stacked" | "lines";
  /** A value of the y axis in words. */
  valueWord(value: number): string;
  word(index: number): string;
  describe(index: number): string;
  tip(index: number): ReactNode;
  onOpen(index: number): void;
  /** At the right of each class's name. */
  totals: Record<BounceClass, string>;
}

/** Bounces by class and day, piled up or as lines; each class has its pattern and its dash. */
export function ClassChart({
  label,
  points,
  as,
  valueWord,
  word,
  describe,
  tip,
  onOpen,
  totals,
}: ClassChartProps) {
  const narrow = useNarrow();
  const margins: Margins = { top: 12, right: narrow ? 12 : 112, bottom: 26, left: 46 };
  const highest = Math.max(
    ...points.map(({ hard, soft, spam }) =>
      as === "stacked" ? hard + soft + spam : Math.max(hard, soft, spam),
    ),
  );
  const shape = as === "stacked" ? "bands" : "points";
  const last = points.length - 1;
  const isGap = (index: number) => points[index]?.noData === true && !points[index].incomplete;
  const data = points.map((point, index) => (point.noData ? { index } : { index, ...point }));
  return (
    <div className="relative">
      <Plot
        {...{ margins, label, describe, tip, onOpen, shape }}
        heights={{ wide: 236, narrow: 210 }}
        count={points.length}
      >
        <ComposedChart
          data={data}
          margin={{ top: margins.top, right: margins.right, bottom: 0, left: 0 }}
          barCategoryGap="8%"
          accessibilityLayer={false}
        >
          <Axes
            count={points.length}
            shape={shape}
            grid={ticks(highest)}
            gridWord={valueWord}
            named={dayTicks(points.length, narrow ? 3 : 6)}
            word={word}
            left={margins.left}
            bottom={margins.bottom}
          />
          {runs(points.length, isGap).map(([first, end]) => (
            <ReferenceArea
              key={first}
              x1={shape === "bands" ? first - 0.5 : Math.max(0, first - 0.5)}
              x2={shape === "bands" ? end + 0.5 : Math.min(last, end + 0.5)}
              fill={FILL.noData}
              fillOpacity={1}
            />
          ))}
          {CLASSES.map((name) =>
            as === "stacked" ? (
              <Bar
                key={name}
                dataKey={name}
                stackId="bounces"
                fill={FILL[name]}
                stroke="var(--surface)"
                strokeWidth={1}
                isAnimationActive={false}
              />
            ) : (
              <Line
                key={name}
                dataKey={name}
                stroke={`var(--d-${name})`}
                strokeWidth={2}
                strokeDasharray={DASH[name]}
                strokeLinecap="round"
                dot={false}
                activeDot={false}
                connectNulls={false}
                isAnimationActive={false}
              />
            ),
          )}
        </ComposedChart>
      </Plot>
      <ul className="flex gap-4 text-sm wide:absolute wide:right-0 wide:bottom-8 wide:w-[104px] wide:flex-col-reverse wide:gap-1.5">
        {CLASSES.map((name) => (
          <li key={name} className={`outcome outcome-${name} font-medium`}>
            <OutcomeGlyph outcome={name} />
            <span className="capitalize">{name}</span>
            <span className="text-xs font-normal text-ink-3">{totals[name]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
