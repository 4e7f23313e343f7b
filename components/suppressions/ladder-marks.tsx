import type { Rung, Stretch } from "@/lib/core/ladder";

/** Where the time axis lies, in px from the top; the steps rise from it. */
export const FLOOR = 200;
/** Where "now" stands too close to the right edge for its word and the limit's to share a line. */
export const CROWDED = 0.6;

export const centre = (step: number): number => FLOOR - 17 - step * 34;
export const share = (x: number): string => `${(x * 100).toFixed(2)}%`;
/** Position and width of a stretch; a sliver stays visible. */
const across = ({ from, to }: Stretch) => ({ x: share(from), width: share(Math.max(to - from, 0.003)) });

export function RungBars({ rung, held, hatch }: { rung: Rung; held: boolean; hatch: string }) {
  const y = centre(rung.step);
  const whole = rung.spent && rung.left && { from: rung.spent.from, to: rung.left.to };
  if (held && whole && rung.spent)
    return (
      <>
        <rect
          {...across(whole)}
          y={y - 8}
          height={16}
          rx={3}
          className="fill-surface stroke-ink"
          strokeWidth={1.5}
        />
        <rect {...across(rung.spent)} y={y - 8} height={16} rx={3} className="fill-ink" />
      </>
    );
  return (
    <>
      {rung.spent && (
        <rect {...across(rung.spent)} y={y - 5} height={10} rx={2} className="fill-d-suppressed" />
      )}
      {rung.cut && (
        <rect
          {...across(rung.cut)}
          y={y - 4.5}
          height={9}
          fill={hatch}
          className="stroke-edge"
          strokeWidth={0.8}
        />
      )}
    </>
  );
}

/** An arrow from the step that was cut short to the one that the send lifted it to. */
export function Lift({ at, from, to }: { at: number; from: number; to: number }) {
  const tip = centre(to) + 6;
  return (
    <g className="fill-none stroke-ink-3" strokeWidth={1.2}>
      <line x1={share(at)} x2={share(at)} y1={centre(from) - 5} y2={tip} />
      <svg x={share(at)} y={tip} width={1} height={1} aria-hidden="true">
        <path d="M-3 4 0 0l3 4" />
      </svg>
    </g>
  );
}

/** Beside the bar where there is room, else inside what is left of it, else above its end. */
export function TimeLeft({ rung, text }: { rung: Rung; text: string }) {
  const left = rung.left;
  if (!left) return null;
  const y = centre(rung.step);
  if (left.to < 0.7) return <Label x={left.to} dx={8} y={y + 4} anchor="start" text={text} />;
  if (left.to - left.from > 0.3) return <Label x={left.from} dx={10} y={y + 4} anchor="start" text={text} />;
  return <Label x={left.to} dx={0} y={y - 13} anchor="end" text={text} />;
}

interface LabelProps {
  x: number;
  dx: number;
  y: number;
  anchor: "start" | "end";
  text: string;
}

function Label({ x, dx, y, anchor, text }: LabelProps) {
  return (
    <text x={share(x)} dx={dx} y={y} textAnchor={anchor} className="label halo">
      {text}
    </text>
  );
}

interface IfSentProps extends Stretch {
  step: number;
  current: number;
  called: "now" | "then";
}

export function IfSentNow({ from, to, step, current, called }: IfSentProps) {
  const roomy = to - from > 0.2;
  const y = centre(step);
  return (
    <g>
      {step !== current && (
        <line
          x1={share(from)}
          x2={share(from)}
          y1={centre(current) - 9}
          y2={y + 8}
          className="stroke-ink-2"
          strokeWidth={1.2}
          strokeDasharray="2 3"
        />
      )}
      <rect
        {...across({ from, to })}
        y={y - 8}
        height={16}
        rx={3}
        className="fill-surface stroke-ink-2"
        strokeDasharray="3 3"
      />
      <text
        x={share(from)}
        dx={roomy ? 8 : -8}
        y={y + 4}
        textAnchor={roomy ? "start" : "end"}
        className="label-2"
      >
        if sent {called}
      </text>
    </g>
  );
}

/** The last step of a lease that has not come so far: it would end at the limit, not fourteen days on. */
export function TopStep({ now }: { now: number | null }) {
  if (now === null || now > CROWDED) return null;
  const y = centre(4);
  return (
    <>
      <line
        x1={share(now)}
        x2="70%"
        y1={y}
        y2={y}
        className="stroke-edge"
        strokeDasharray="1 4"
        strokeLinecap="round"
      />
      <text x="100%" dx={-9} y={y + 4} textAnchor="end" className="axis halo">
        ends at the limit
      </text>
    </>
  );
}

/** The bounce that began it; a struck box where the platform's list knew the address first. */
export function Beginning({ inferred }: { inferred: boolean }) {
  const y = centre(inferred ? 1 : 0);
  if (!inferred)
    return (
      <rect x={-3} y={y - 9} width={6} height={18} rx={1} className="fill-d-hard" stroke="var(--surface)" />
    );
  return (
    <g className="fill-surface stroke-d-suppressed" strokeWidth={1.8}>
      <rect x={-5} y={y - 5} width={10} height={10} rx={1} />
      <path d={`M-4 ${y + 4}l8-8`} />
    </g>
  );
}
