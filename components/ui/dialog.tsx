"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Note } from "./note";

interface DialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Names the object, in the serif: "Release ida.berg@posteo.example?" */
  question: ReactNode;
  /** The consequence, in one sentence. */
  consequence?: ReactNode;
  /** The safe button first: it says what stays ("Keep it suppressed"). */
  buttons: ReactNode;
  /** Why it could not be done. */
  error?: Error | null;
  children?: ReactNode;
}

/** Asks before something is done; on a phone a sheet from below. Escape and a press outside keep things as they are. */
export function Dialog({ open, onOpenChange, question, consequence, buttons, error, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="scrim">
          <Radix.Content className="dialog" {...(consequence ? {} : { "aria-describedby": undefined })}>
            <div className="body">
              <Radix.Title className="question">{question}</Radix.Title>
              {consequence && <Radix.Description className="text-ink-2">{consequence}</Radix.Description>}
              {children}
              {error && (
                <Note state="alert" live className="mt-3.5">
                  {error.message}
                </Note>
              )}
            </div>
            <div className="buttons">{buttons}</div>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
