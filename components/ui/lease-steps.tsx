const STEPS = 5;

/**
 * The step of a lease as five rising bars: past grey, present ink, future outlined. The word for the step stands beside
 * it, so the picture itself is silent.
 * @param step the rung in force, 1 to 5
 */
export function LeaseSteps({ step }: { step: number }) {
  return (
    <svg viewBox="0 0 34 16" width="34" height="16" aria-hidden="true">
      {Array.from({ length: STEPS }, (_, index) => {
        const height = 3.5 + index * 3;
        const past = index + 1 < step;
        const present = index + 1 === step;
        return (
          <rect
            key={height}
            x={0.5 + index * 7}
            y={15.5 - height}
            width="5"
            height={height}
            rx="1"
            fill={present ? "var(--ink)" : past ? "var(--d-suppressed)" : "none"}
            stroke={present || past ? "none" : "var(--edge)"}
          />
        );
      })}
    </svg>
  );
}
