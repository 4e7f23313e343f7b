/** Lengths of the ticks around the ring, clockwise from noon; 0 leaves a gap. Ornament: they measure nothing. */
const TICKS = [
  12, 11, 14, 12, 12, 15, 13, 13, 11, 12, 14, 12, 0, 13, 13, 13, 14, 12, 13, 12, 12, 12, 31, 31, 12, 14, 13,
  12,
];
const STEP = 360 / TICKS.length;
const WAVES = [112, 136, 160, 184, 208];
const CENTRE = { x: 150, y: 160 };
const INNER = 82;

interface LargePostmarkProps {
  date: string;
  clock: string;
}

/** The mark, large, cancelled with the day of the visit. */
export function LargePostmark({ date, clock }: LargePostmarkProps) {
  return (
    <svg className="w-full max-w-[460px] text-ink" viewBox="0 0 460 320" fill="none" aria-hidden="true">
      <g stroke="currentColor">
        <circle cx={CENTRE.x} cy={CENTRE.y} r="118" strokeWidth="2" />
        <circle cx={CENTRE.x} cy={CENTRE.y} r="78" strokeWidth="1.25" />
        {TICKS.map((length, index) => (
          <path
            key={`${index * STEP}`}
            d={`M${CENTRE.x} ${CENTRE.y - INNER}v${-length}`}
            transform={`rotate(${index * STEP} ${CENTRE.x} ${CENTRE.y})`}
            strokeWidth="5"
          />
        ))}
        {WAVES.map((y, index) => (
          <path
            key={y}
            d={`M${index % 4 === 0 ? 276 : 282} ${y}c14-11 26-11 40 0s26 11 40 0 26-11 40 0 26 11 40 0`}
            strokeWidth="2"
          />
        ))}
      </g>
      <g fill="currentColor" textAnchor="middle">
        <text x={CENTRE.x} y="156" className="font-semibold font-serif text-[22px]">
          {date}
        </text>
        <text x={CENTRE.x} y="180" className="fill-ink-2 font-sans text-[14px]">
          {clock}
        </text>
      </g>
    </svg>
  );
}
