"use client";

import type { ReactNode } from "react";
import { Bar, ComposedChart, ReferenceLine } from "recharts";
import { count } from "@/lib/core/format";
import { Axes } from "./axes";
import { type Margins, Plot } from "./plot";
import { dayTicks, ticks } from "./scale";
import { useNarrow } from "./use-narrow";

interface CountBarsProps {
  label: string;
  counts: number[];
  /** A colour of the palette. */
  colour: string;
  /** On top of each bar: a part of another kind. */
  more?: { counts: number[]; fill: string };
  /** Below a bar, where there is room. */
  word(index: number): string;
  describe(index: number): string;
  tip(index: number): ReactNode;
  /** A line behind this bar, with its name. */
  limit?: { after: number; name: string };
  /** Each bar has its word. */
  allWords?: boolean;
}

/** Room for the longest word of the y axis, px. */
const leftOf = (grid: number[]): number => Math.max(46, 14 + 7.5 * count(grid.at(-1) ?? 0).length);

/** How many, bar by bar. */
export function CountBars(props: CountBarsProps) {
  const { label, counts, colour, more, word, describe, tip, limit, allWords } = props;
  const whole = counts.map((n, index) => n + (more?.counts[index] ?? 0));
  const narrow = useNarrow();
  const grid = ticks(Math.max(4, ...whole));
  const margins: Margins = { top: 20, right: 12, bottom: 26, left: leftOf(grid) };
  const step = allWords && !narrow ? 1 : 2;
  const named = allWords
    ? counts.map((_, index) => index).filter((index) => index % step === step - 1)
    : dayTicks(counts.length, narrow ? 3 : 6);
  return (
    <Plot
      {...{ margins, label, describe, tip }}
      shape="bands"
      heights={{ wide: 190, narrow: 180 }}
      count={counts.length}
    >
      <ComposedChart
        data={counts.map((n, index) => ({ index, n, more: more?.counts[index] ?? 0 }))}
        margin={{ top: margins.top, right: margins.right, bottom: 0, left: 0 }}
        barCategoryGap="18%"
        accessibilityLayer={false}
      >
        <Axes
          count={counts.length}
          shape="bands"
          grid={grid}
          gridWord={count}
          named={named}
          word={word}
          left={margins.left}
          bottom={margins.bottom}
        />
        <Bar dataKey="n" stackId="all" fill={colour} isAnimationActive={false} />
        {more && <Bar dataKey="more" stackId="all" fill={more.fill} isAnimationActive={false} />}
        {limit && (
          <ReferenceLine
            x={limit.after + 0.5}
            stroke="var(--alert)"
            strokeWidth={1}
            label={{ value: limit.name, position: "insideTopRight", className: "axis", dy: -18 }}
          />
        )}
      </ComposedChart>
    </Plot>
  );
}
