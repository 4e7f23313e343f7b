import { ICON_SHAPES, type IconName } from "./icon-shapes";

interface IconProps {
  name: IconName;
  className?: string;
  /** Thinner for large ornaments. */
  strokeWidth?: number;
}

/** A line icon in the colour of the text; always beside a word or inside a labelled control. */
export function Icon({ name, className, strokeWidth = 1.5 }: IconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
    >
      {ICON_SHAPES[name]}
    </svg>
  );
}

/** The small arrow of everything that drops down. */
export function Chevron() {
  return (
    <svg
      className="chevron"
      viewBox="0 0 10 10"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="m2 3.5 3 3 3-3" />
    </svg>
  );
}

/** The ring of a control that works. */
export function Spinner({ className }: { className?: string }) {
  return (
    <svg
      className={className ? `spinner ${className}` : "spinner"}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <circle cx="8" cy="8" r="5.5" opacity=".25" />
      <path d="M8 2.5A5.5 5.5 0 0 1 13.5 8" strokeLinecap="round" />
    </svg>
  );
}
