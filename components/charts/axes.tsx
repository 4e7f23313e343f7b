import { CartesianGrid, XAxis, YAxis } from "recharts";

const BASE = { stroke: "var(--edge)", strokeWidth: 1 };

interface AxesProps {
  count: number;
  shape: "points" | "bands";
  grid: number[];
  gridWord(value: number): string;
  /** Which buckets have a word below the axis, and which. */
  named: number[];
  word(index: number): string;
  left: number;
  bottom: number;
}

/** Grid, y from zero and x by bucket, as every chart has them. */
export function Axes({ count, shape, grid, gridWord, named, word, left, bottom }: AxesProps) {
  // A point alone stands in the middle.
  const domain = shape === "points" && count > 1 ? [0, count - 1] : [-0.5, count - 0.5];
  const atEdge = (index: number) => index === 0 && shape === "points" && count > 1;
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <YAxis
        width={left}
        domain={[0, grid.at(-1) ?? 1]}
        ticks={grid}
        interval={0}
        allowDataOverflow
        axisLine={false}
        tickLine={false}
        tickMargin={6}
        tick={({ x, y, payload }: TickProps) => (
          <text className="axis" x={x} y={y} dy="0.33em" textAnchor="end">
            {gridWord(payload.value)}
          </text>
        )}
      />
      <XAxis
        type="number"
        dataKey="index"
        domain={domain}
        ticks={named}
        interval={0}
        height={bottom}
        axisLine={BASE}
        tickLine={BASE}
        tickSize={4}
        allowDataOverflow
        tick={({ x, y, payload }: TickProps) => (
          <text
            className="axis"
            x={atEdge(payload.value) ? Number(x) - 2 : x}
            y={y}
            dy="0.9em"
            textAnchor={atEdge(payload.value) ? "start" : "middle"}
          >
            {word(payload.value)}
          </text>
        )}
      />
    </>
  );
}

interface TickProps {
  x: number | string;
  y: number | string;
  payload: { value: number };
}
