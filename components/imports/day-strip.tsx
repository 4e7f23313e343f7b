const [BAR, GAP, HEIGHT] = [2, 1, 22];

/** Events of the last 24 hours, by half hours: the shape only, the counts stand beside it. */
export function DayStrip({ bars, title }: { bars: number[]; title: string }) {
  const most = Math.max(1, ...bars);
  const width = bars.length * (BAR + GAP);
  const busy = bars.filter((bar) => bar > 0).length;
  const words = busy > 0 ? `events in ${busy} of the last 48 half hours` : "no events in 24 hours";
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={`${title}: ${words}`}
    >
      {bars.map((bar, i) => {
        const height = bar > 0 ? Math.max(2, (bar / most) * (HEIGHT - 2)) : 1;
        return (
          <rect
            key={i}
            x={i * (BAR + GAP)}
            y={HEIGHT - height}
            {...{ width: BAR, height }}
            fill={bar > 0 ? "var(--ink-3)" : "var(--line-2)"}
          />
        );
      })}
    </svg>
  );
}
