interface SparklineProps {
  values: number[];
  /** A colour of the palette. */
  colour: string;
}

const WIDTH = 84;
const HEIGHT = 26;

/** The shape of a count over time, without a scale: the numbers stand beside it. */
export function Sparkline({ values, colour }: SparklineProps) {
  const max = Math.max(1, ...values);
  const x = (index: number) => 1 + (values.length > 1 ? (index / (values.length - 1)) * (WIDTH - 4) : 0);
  const y = (value: number) => 22.5 - (value / max) * 19.5;
  const end = values.length - 1;
  const path = values.map(
    (value, index) => `${index ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line x1="0" x2={WIDTH} y1="24.5" y2="24.5" stroke="var(--line)" />
      <path d={path.join("")} fill="none" stroke={colour} strokeWidth="1.4" strokeLinejoin="round" />
      {end >= 0 && <circle cx={x(end)} cy={y(values[end] ?? 0)} r="2" fill={colour} />}
    </svg>
  );
}
