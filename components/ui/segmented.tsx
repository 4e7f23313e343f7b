"use client";

import type { ReactNode } from "react";

interface SegmentedProps<Value extends string> {
  /** What is chosen, for those who do not see the group. */
  label: string;
  options: readonly { value: Value; label: ReactNode }[];
  value: Value;
  onChange(value: Value): void;
  className?: string;
}

/** One of two to five ways to look at the same thing. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, options, value, onChange, className } = props;
  return (
    <fieldset className={className ? `segmented ${className}` : "segmented"} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
