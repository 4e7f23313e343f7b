import { STEPS, type Step } from "@/lib/core/authentication/way";

const WIDTHS = [56, 88, 64];

/** The way from p=none to p=reject as rising steps: past grey, present ink, future outlined. */
export function PolicySteps({ step }: { step: Step | null }) {
  const at = step === null ? -1 : STEPS.indexOf(step);
  return (
    <svg
      viewBox="0 0 224 30"
      width="224"
      height="30"
      role="img"
      aria-label={step === null ? "no policy" : `policy ${step}`}
    >
      {STEPS.map((name, index) => {
        const x = WIDTHS.slice(0, index).reduce((sum, width) => sum + width + 6, 0);
        const height = 4 + index * 5;
        const drawn = index <= at;
        return (
          <g key={name}>
            <rect
              x={x + 0.5}
              y={24.5 - height}
              width={WIDTHS[index]}
              height={height}
              rx="1.5"
              fill={index === at ? "var(--ink)" : drawn ? "var(--d-suppressed)" : "none"}
              stroke={drawn ? "none" : "var(--edge)"}
            />
            <text
              x={x}
              y={19 - height}
              fill={index === at ? "var(--ink)" : "var(--ink-3)"}
              style={{ fontSize: 11.5, fontWeight: index === at ? 600 : 400 }}
            >
              p={name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
