"use client";

import type { ReactNode } from "react";
import { Bar, ComposedChart } from "recharts";
import { Axes } from "./axes";
import { type Margins, Plot } from "./plot";
import { dayTicks, ticks } from "./scale";
import { useNarrow } from "./use-narrow";

interface PairBarsProps {
  label: string;
  pairs: { one: number; other: number }[];
  /** What the two are, in their order; the second is drawn hollow, so that they are known without colour. */
  names: { one: string; other: string };
  word(index: number): string;
  describe(index: number): string;
  tip(index: number): ReactNode;
}

const COLOUR = "var(--d-engagement)";

/** Two counts beside each other, bucket by bucket. */
export function PairBars({ label, pairs, names, word, describe, tip }: PairBarsProps) {
  const narrow = useNarrow();
  const margins: Margins = { top: 12, right: 12, bottom: 26, left: 46 };
  const highest = Math.max(4, ...pairs.flatMap(({ one, other }) => [one, other]));
  return (
    <>
      <Plot
        {...{ margins, label, describe, tip }}
        shape="bands"
        heights={{ wide: 200, narrow: 180 }}
        count={pairs.length}
      >
        <ComposedChart
          data={pairs.map((pair, index) => ({ index, ...pair }))}
          margin={{ top: margins.top, right: margins.right, bottom: 0, left: 0 }}
          barCategoryGap="20%"
          barGap={2}
          accessibilityLayer={false}
        >
          <Axes
            count={pairs.length}
            shape="bands"
            grid={ticks(highest)}
            gridWord={String}
            named={dayTicks(pairs.length, narrow ? 3 : 6)}
            word={word}
            left={margins.left}
            bottom={margins.bottom}
          />
          <Bar dataKey="one" fill={COLOUR} isAnimationActive={false} />
          <Bar
            dataKey="other"
            fill="var(--surface)"
            stroke={COLOUR}
            strokeWidth={1.5}
            isAnimationActive={false}
          />
        </ComposedChart>
      </Plot>
      <ul className="mt-1 flex gap-4 text-sm text-ink-2">
        <li className="flex items-center gap-1.5">
          <span className="size-2.5 bg-d-engagement" aria-hidden="true" />
          {names.one}
        </li>
        <li className="flex items-center gap-1.5">
          <span className="size-2.5 border-[1.5px] border-d-engagement" aria-hidden="true" />
          {names.other}
        </li>
      </ul>
    </>
  );
}
