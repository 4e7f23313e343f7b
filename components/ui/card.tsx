import type { ReactNode } from "react";

interface CardProps {
  title?: ReactNode;
  /** Second line beside the title: the denominator, the period, the count. */
  subtitle?: ReactNode;
  /** At the right edge of the head. */
  aside?: ReactNode;
  id?: string;
  /** The children bring their own padding, as tables do. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A titled block. */
export function Card({ title, subtitle, aside, id, flush, className, children }: CardProps) {
  const name = id && title ? `${id}-title` : undefined;
  return (
    <section className={className ? `card ${className}` : "card"} id={id} aria-labelledby={name}>
      {title && (
        <div className={flush ? "card-head pb-3" : "card-head"}>
          <h2 className="heading" id={name}>
            {title}
          </h2>
          {subtitle && <span className="text-sm text-ink-3">{subtitle}</span>}
          {aside && <div className="aside flex flex-wrap gap-2">{aside}</div>}
        </div>
      )}
      {flush ? children : <div className="card-body">{children}</div>}
    </section>
  );
}
