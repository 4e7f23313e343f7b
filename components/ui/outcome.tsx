import type { ReactNode } from "react";

export type Outcome =
  | "delivered"
  | "hard"
  | "soft"
  | "spam"
  | "suppressed"
  | "complaint"
  | "engagement"
  | "pending";

/** The names of outcomes as they stand in lists and legends. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
  delivered: "Delivered",
  hard: "Hard",
  soft: "Soft",
  spam: "Spam",
  suppressed: "Suppressed",
  complaint: "Complaint",
  engagement: "Engagement",
  pending: "Pending",
};

const fill = "var(--outcome)";
const SHAPES: Record<Outcome, ReactNode> = {
  delivered: <circle cx="5.5" cy="5.5" r="4.2" fill={fill} />,
  hard: <rect x="1.2" y="1.2" width="8.6" height="8.6" rx=".8" fill={fill} />,
  soft: <path d="M5.5 1 10.3 9.8H.7Z" fill={fill} />,
  spam: <path d="M5.5.4 10.6 5.5 5.5 10.6.4 5.5Z" fill={fill} />,
  suppressed: (
    <>
      <rect x="1.6" y="1.6" width="7.8" height="7.8" rx=".8" fill="none" strokeWidth="1.8" stroke={fill} />
      <path d="m2.5 8.5 6-6" strokeWidth="1.6" stroke={fill} />
    </>
  ),
  complaint: <path d="M2 10.8V1h7.6L7.4 3.9l2.2 2.9h-6v4Z" fill={fill} />,
  engagement: <circle cx="5.5" cy="5.5" r="3.9" fill="none" strokeWidth="2.2" stroke={fill} />,
  pending: (
    <circle cx="5.5" cy="5.5" r="4.2" fill="none" stroke={fill} strokeWidth="1.5" strokeDasharray="1.8 1.7" />
  ),
};

/** Each outcome has a shape of its own, so that it is known without its colour. */
export function OutcomeGlyph({ outcome, className }: { outcome: Outcome; className?: string }) {
  return (
    <svg
      viewBox="0 0 11 11"
      width="11"
      height="11"
      aria-hidden="true"
      className={className ? `outcome-${outcome} ${className}` : `outcome-${outcome}`}
    >
      {SHAPES[outcome]}
    </svg>
  );
}

/** Glyph and word in the outcome's colour. */
export function OutcomeLabel({ outcome, children }: { outcome: Outcome; children?: ReactNode }) {
  return (
    <span className={`outcome outcome-${outcome}`}>
      <OutcomeGlyph outcome={outcome} />
      {children ?? OUTCOME_WORDS[outcome]}
    </span>
  );
}
