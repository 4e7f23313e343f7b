import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";
import { type State, StateGlyph } from "./state-label";

interface NoteProps {
  /** Without a state the note is neutral. */
  state?: Exclude<State, "none">;
  icon?: IconName;
  /** Said at once to those who listen: for what just happened. */
  live?: boolean;
  className?: string;
  children: ReactNode;
}

/** A remark set apart: what is so, why, what to do. */
export function Note({ state, icon = "info", live, className, children }: NoteProps) {
  const look = ["note", state && `note-${state}`, className].filter(Boolean).join(" ");
  return (
    <div className={look} role={live ? (state === "alert" ? "alert" : "status") : undefined}>
      {state ? <StateGlyph state={state} /> : <Icon name={icon} />}
      <div>{children}</div>
    </div>
  );
}
