import type { ReactNode } from "react";

interface EmptyStateProps {
  /** What is not there, as a sentence. */
  title: string;
  /** Why, and where it is instead. */
  children?: ReactNode;
  /** The way on: one button. */
  action?: ReactNode;
}

/** Nothing here: says so, why, and what to do. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <div className="text-sm text-ink-2">{children}</div>}
      {action}
    </div>
  );
}
