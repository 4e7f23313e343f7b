"use client";

import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import { StateGlyph } from "./state-label";

interface Wiring {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}
const FieldWiring = createContext<Wiring | null>(null);

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong, as one sentence; it is tied to the input. */
  error?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** Label, one control, hint and error, tied together for those who cannot see them side by side. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={className ? `field ${className}` : "field"}>
      <label htmlFor={id}>{label}</label>
      <FieldWiring value={{ id, describedBy: described || undefined, invalid: Boolean(error) }}>
        {children}
      </FieldWiring>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`} role="alert">
          <StateGlyph state="alert" />
          {error}
        </p>
      )}
    </div>
  );
}

function useWiring() {
  const wiring = useContext(FieldWiring);
  if (!wiring) return {};
  return {
    id: wiring.id,
    "aria-describedby": wiring.describedBy,
    "aria-invalid": wiring.invalid ? (true as const) : undefined,
  };
}

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...useWiring()} {...rest} className={className ? `input ${className}` : "input"} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={3} {...useWiring()} {...rest} className={className ? `input ${className}` : "input"} />
  );
}

export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...useWiring()} {...rest} className={className ? `input ${className}` : "input"} />;
}
