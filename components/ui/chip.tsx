import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "./icon";

interface ChipProps {
  children: ReactNode;
  /** Where the same page is without this condition. */
  removeHref?: string;
}

/** A condition in force; with `removeHref` the whole chip is the link that takes it away. */
export function Chip({ children, removeHref }: ChipProps) {
  if (!removeHref) return <span className="chip">{children}</span>;
  return (
    <Link className="chip" href={removeHref} scroll={false}>
      <span className="sr-only">Remove the condition </span>
      {children}
      <Icon name="close" />
    </Link>
  );
}
