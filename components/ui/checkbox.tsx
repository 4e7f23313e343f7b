import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<"input">, "type"> & {
  /** Beside the box; it is pressed, too. */
  children: ReactNode;
  /** The label is only heard. */
  bare?: boolean;
};

/** A box to tick, with its label. */
export function Checkbox({ children, bare, className, ...rest }: Props) {
  return (
    <label className={["checkbox", className].filter(Boolean).join(" ")}>
      <input type="checkbox" {...rest} />
      <span className={bare ? "sr-only" : undefined}>{children}</span>
    </label>
  );
}
