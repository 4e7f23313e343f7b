"use client";

import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useState,
} from "react";
import { ResponsiveContainer } from "recharts";

export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** In px, on a wide page and on a phone. Style sheets choose, so that nothing moves when scripts begin. */
export interface Heights {
  wide: number;
  narrow: number;
}

interface PlotProps {
  heights: Heights;
  margins: Margins;
  /** How many buckets lie along x. */
  count: number;
  /** Points stand on the edges of the plot, as lines do; bands share its width, as bars do. */
  shape: "points" | "bands";
  label: string;
  /** A bucket in one line, for those who listen. */
  describe(index: number): string;
  tip(index: number): ReactNode;
  onOpen?(index: number): void;
  /** Chooses buckets on end, both included: by a drag, or with Shift and the arrow keys, then Enter. */
  onBrush?(first: number, last: number): void;
  /** The chart; its plot area must keep to `margins`. */
  children: ReactElement;
}

/** A chart that can be walked: by pointer or arrow keys one bucket is shown with its numbers, Enter or a press opens it. */
export function Plot(props: PlotProps) {
  const { heights, margins, count, shape, label, describe, tip, onOpen, onBrush, children } = props;
  const [active, setActive] = useState<number | null>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const last = count - 1;
  const shown = active === null ? null : Math.min(active, last);
  const brushed =
    onBrush && anchor !== null && shown !== null && anchor !== shown ? ([anchor, shown] as const) : null;

  const leave = () => {
    setActive(null);
    setAnchor(null);
  };
  const choose = () => {
    if (brushed) onBrush?.(Math.min(...brushed), Math.max(...brushed));
    else if (shown !== null) onOpen?.(shown);
    setAnchor(null);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const fraction = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    setActive(
      shape === "points" ? Math.round(fraction * last) : Math.min(last, Math.floor(fraction * count)),
    );
  };
  const onKey = (event: KeyboardEvent) => {
    const at = shown ?? last;
    const moves: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last };
    const next = moves[event.key];
    if (next !== undefined) {
      setAnchor(event.shiftKey && onBrush ? (anchor ?? at) : null);
      setActive(Math.min(last, Math.max(0, next)));
    } else if (event.key === "Enter" && shown !== null) choose();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  };

  return (
    <div
      className="chart"
      style={{ "--wide": `${heights.wide}px`, "--narrow": `${heights.narrow}px` } as CSSProperties}
    >
      <div className="h-full overflow-hidden" aria-hidden="true">
        <ResponsiveContainer initialDimension={{ width: 760, height: heights.wide }}>
          {children}
        </ResponsiveContainer>
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={shown ?? last}
        aria-valuetext={describe(shown ?? last)}
        className={`absolute touch-pan-y select-none ${onOpen ? "cursor-pointer" : ""}`}
        style={{ inset: `${margins.top}px ${margins.right}px ${margins.bottom}px ${margins.left}px` }}
        onPointerMove={onPointer}
        onPointerDown={(event) => event.pointerType === "mouse" && setAnchor(shown)}
        onPointerLeave={leave}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && setActive(shown ?? last)}
        onBlur={leave}
        onClick={choose}
        onKeyDown={onKey}
      >
        {brushed && (
          <div
            className="pointer-events-none absolute inset-y-0 bg-press"
            style={{
              left: `${(Math.min(...brushed) / Math.max(1, last)) * 100}%`,
              width: `${(Math.abs(brushed[1] - brushed[0]) / Math.max(1, last)) * 100}%`,
            }}
          />
        )}
        {shown !== null && <Cursor at={shown} count={count} shape={shape} tip={tip(shown)} />}
      </div>
    </div>
  );
}

const TIP_WIDTH = 236;

function Cursor({
  at,
  count,
  shape,
  tip,
}: Pick<PlotProps, "count" | "shape"> & { at: number; tip: ReactNode }) {
  const fraction = shape === "points" && count > 1 ? at / (count - 1) : (at + 0.5) / count;
  const x = `${fraction * 100}%`;
  const beside = fraction < 0.5 ? `calc(${x} + 14px)` : `calc(${x} - ${TIP_WIDTH + 14}px)`;
  return (
    <>
      {shape === "points" ? (
        <div
          className="pointer-events-none absolute inset-y-0 w-px -translate-x-1/2 bg-edge"
          style={{ left: x }}
        />
      ) : (
        <div
          className="pointer-events-none absolute inset-y-0 bg-hover"
          style={{ left: `${(at / count) * 100}%`, width: `${100 / count}%` }}
        />
      )}
      <div
        className="tip pointer-events-none absolute top-1 z-10"
        style={{ left: `clamp(-20px, ${beside}, calc(100% - ${TIP_WIDTH - 20}px))` }}
        aria-hidden="true"
      >
        {tip}
      </div>
    </>
  );
}
