import type { ReactNode } from "react";

export type State = "ok" | "healing" | "watch" | "alert" | "none";

const SHAPES: Record<State, ReactNode> = {
  ok: (
    <>
      <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="m3.9 6.1 1.5 1.5 2.7-3" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  healing: (
    <>
      <path
        d="M1.5 7.8C3.5 7.8 3.5 3 5.5 3s1.5 5 5 5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
      <circle cx="10.5" cy="8" r="1.3" fill="currentColor" />
    </>
  ),
  watch: (
    <>
      <path
        d="M6 1.3 11 10.5H1Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
      <path d="M6 4.7V7M6 8.7v.1" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  alert: (
    <>
      <path d="M4 .8h4L11.2 4v4L8 11.2H4L.8 8V4Z" fill="currentColor" />
      <path d="M6 3.4v3M6 8.6v.1" stroke="var(--surface)" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  none: (
    <circle
      cx="6"
      cy="6"
      r="4.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="2.2 2"
    />
  ),
};

/** Circle, wave, triangle, octagon or broken ring. The word beside it is the caller's duty. */
export function StateGlyph({ state, className }: { state: State; className?: string }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className={className}>
      {SHAPES[state]}
    </svg>
  );
}

interface StateLabelProps {
  state: State;
  children: ReactNode;
  /** On its wash, as the verdict's. */
  pill?: boolean;
}

/** A state with its word. */
export function StateLabel({ state, children, pill }: StateLabelProps) {
  return (
    <span className={`state state-${state}${pill ? " pill" : ""}`}>
      <StateGlyph state={state} />
      {children}
    </span>
  );
}
