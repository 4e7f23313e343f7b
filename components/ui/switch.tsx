import type { ComponentProps } from "react";

interface SwitchProps extends Omit<ComponentProps<"button">, "role" | "aria-checked"> {
  on: boolean;
  label: string;
}

/** On or off. Inside a form it is that form's submit button, so that it works without a script too. */
export function Switch({ on, label, className, ...rest }: SwitchProps) {
  return (
    <button
      type="button"
      {...rest}
      role="switch"
      aria-checked={on}
      aria-label={label}
      className={className ? `switch ${className}` : "switch"}
    />
  );
}
