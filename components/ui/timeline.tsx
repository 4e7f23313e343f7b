import type { ReactNode } from "react";

/** What happened, in order. */
export function Timeline({ children }: { children: ReactNode }) {
  return <ol className="timeline">{children}</ol>;
}

interface TimelineItemProps {
  glyph: ReactNode;
  title: ReactNode;
  /** The moment, already in words. */
  time: string;
  /** The moment for machines. */
  iso: string;
  /** Time passed before the next one: the line below is dashed. */
  pause?: boolean;
  children?: ReactNode;
}

/** One thing that happened: glyph, title, moment, and evidence below it. */
export function TimelineItem({ glyph, title, time, iso, pause, children }: TimelineItemProps) {
  return (
    <li className={pause ? "pause" : undefined}>
      <span className="glyph">{glyph}</span>
      <div className="min-w-0">
        <div className="flex justify-between gap-2">
          <span>{title}</span>
          <time dateTime={iso}>{time}</time>
        </div>
        {children && <div className="text-sm text-ink-2">{children}</div>}
      </div>
    </li>
  );
}
