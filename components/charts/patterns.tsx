/** Ids of the fills that are known without their colour. */
export const FILL = {
  hard: "var(--d-hard)",
  soft: "url(#fill-soft)",
  spam: "url(#fill-spam)",
  failed: "url(#fill-failed)",
  noData: "url(#fill-no-data)",
};

/**
 * The patterns of all charts, once a page. The drawing has no size but is not `display: none`: a pattern inside one that
 * is does not paint.
 */
export function ChartPatterns() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <pattern
          id="fill-soft"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" fill="var(--d-soft)" opacity=".32" />
          <rect width="2.4" height="5" fill="var(--d-soft)" />
        </pattern>
        <pattern
          id="fill-failed"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="5" height="5" fill="var(--d-complaint)" opacity=".35" />
          <rect width="2.4" height="5" fill="var(--d-complaint)" />
        </pattern>
        <pattern id="fill-spam" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect width="5" height="5" fill="var(--d-spam)" opacity=".3" />
          <circle cx="1.3" cy="1.3" r="1.3" fill="var(--d-spam)" />
          <circle cx="3.8" cy="3.8" r="1.3" fill="var(--d-spam)" />
        </pattern>
        <pattern
          id="fill-no-data"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--line-2)" strokeWidth="1.5" />
        </pattern>
      </defs>
    </svg>
  );
}
