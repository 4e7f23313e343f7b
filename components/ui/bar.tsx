interface BarProps {
  /** 0 to 1. */
  share: number;
  className?: string;
}

/** A share as a bar; the number stands beside it. */
export function Bar({ share, className }: BarProps) {
  return (
    <span className={className ? `bar ${className}` : "bar"} aria-hidden="true">
      <span style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
    </span>
  );
}
