"use client";

import type { ReactNode } from "react";
import { Area, ComposedChart, Line, ReferenceDot, ReferenceLine } from "recharts";
import { Axes } from "./axes";
import { type Margins, Plot } from "./plot";
import { ticks } from "./scale";
import { namedDays, spread, yOf } from "./trend-layout";
import { useNarrow } from "./use-narrow";

export interface IncidentPoint {
  /** Null: nothing over nothing. */
  value: number | null;
  /** The 95 % interval of a rate; of a count none. */
  band: [number, number] | null;
  incomplete: boolean;
}

/** A stretch of the bar above the plot; `from` and `to` in days along x, a day's noon being its index. */
export interface BarPiece {
  state: "alert" | "watch";
  from: number;
  to: number;
}

interface IncidentChartProps {
  label: string;
  points: IncidentPoint[];
  colour: string;
  /** The rule's own lines. */
  lines: { value: number; name: string; short: string }[];
  bar: BarPiece[];
  /** What stands beside the bar. */
  barName: string;
  valueWord(value: number): string;
  gridWord(value: number): string;
  word(index: number): string;
  describe(index: number): string;
  tip(index: number): ReactNode;
  onOpen(index: number): void;
}

const HEIGHTS = { wide: 240, narrow: 200 };
/** The room above the plot that the bar takes, in px. */
const BAR = 26;
const STILL = {
  isAnimationActive: false,
  activeDot: false,
  connectNulls: false,
  legendType: "none",
} as const;

/** A rule's figure day by day, its lines, and above them how long it was over them. */
export function IncidentChart(props: IncidentChartProps) {
  const { label, points, colour, lines, bar, barName, valueWord, gridWord, word, describe, tip, onOpen } =
    props;
  const narrow = useNarrow();
  const height = narrow ? HEIGHTS.narrow : HEIGHTS.wide;
  const margins: Margins = { top: BAR, right: narrow ? 60 : 116, bottom: 26, left: 46 };
  const values = points.map(({ value }) => value ?? 0);
  const highest = Math.max(...values, ...lines.map(({ value }) => value * 1.1));
  const upper = Math.max(...points.map(({ band, value }) => (value === null || !band ? 0 : band[1])));
  const grid = ticks(Math.max(highest, Math.min(highest * 1.15, upper)));
  const top = grid.at(-1) ?? 1;
  const last = points.length - 1;
  const open = points[last]?.incomplete && points[last].value !== null ? last : null;
  const peak = values.indexOf(Math.max(...values));
  const data = points.map(({ value, band, incomplete }, index) => ({
    index,
    band: band && value !== null && !incomplete ? [band[0], Math.min(top, band[1])] : null,
    value: incomplete ? null : value,
    open: open !== null && index >= open - 1 ? value : null,
  }));
  const yOfLine = (value: number) => yOf(value, top, height, margins);
  const moved = spread([...lines.map(({ value }) => value), values[last] ?? 0].map(yOfLine));
  const y = 1 - (yOfLine(top) - 12 - margins.top) / (height - margins.top - margins.bottom);
  const barY = top * y;

  return (
    <Plot
      {...{ margins, label, describe, tip, onOpen }}
      heights={HEIGHTS}
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
          gridWord={gridWord}
          named={namedDays(points.length, narrow ? 3 : 6)}
          word={(index) => (points[index]?.incomplete ? "today" : word(index))}
          left={margins.left}
          bottom={margins.bottom}
        />
        {lines.map(({ value, name, short }, index) => (
          <ReferenceLine
            key={name}
            y={value}
            stroke="var(--ink-2)"
            strokeDasharray="1.5 3"
            label={{
              value: narrow ? short : name,
              position: "right",
              className: "label-2",
              dx: 2,
              dy: moved[index],
            }}
          />
        ))}
        {bar[0] && (
          <ReferenceLine
            segment={[
              { x: bar[0].from, y: 0 },
              { x: bar[0].from, y: barY },
            ]}
            ifOverflow="visible"
            stroke="var(--alert)"
            strokeDasharray="1.5 3"
          />
        )}
        {bar.map(({ state, from, to }, index) => (
          <ReferenceLine
            key={from}
            segment={[
              { x: from, y: barY },
              { x: to, y: barY },
            ]}
            ifOverflow="visible"
            stroke={`var(--${state})`}
            strokeWidth={5}
            label={
              index === 0 ? { value: barName, position: "left", className: "label-2", offset: 8 } : undefined
            }
          />
        ))}
        <Area dataKey="band" type="linear" stroke="none" fill={colour} fillOpacity={0.16} {...STILL} />
        <Line dataKey="value" stroke={colour} strokeWidth={2} dot={false} {...STILL} />
        <Line dataKey="open" stroke={colour} strokeWidth={2} strokeDasharray="2 4" dot={false} {...STILL} />
        {peak !== open && values[peak]! > 0 && (
          <ReferenceDot
            x={peak}
            y={values[peak]}
            r={3}
            fill={colour}
            stroke="var(--surface)"
            label={{
              value: valueWord(values[peak]!),
              position: peak > last / 2 ? "left" : "right",
              offset: 8,
              dy: -8,
              className: "label halo",
            }}
          />
        )}
        {open !== null && (
          <ReferenceDot
            x={open}
            y={values[open]}
            r={3}
            fill="var(--surface)"
            stroke={colour}
            strokeWidth={1.5}
            label={{
              value: narrow ? valueWord(values[open]!) : `${valueWord(values[open]!)} so far`,
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
