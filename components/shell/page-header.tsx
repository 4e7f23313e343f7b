import Link from "next/link";
import type { ReactNode } from "react";
import { Postmark } from "@/components/ui/postmark";

interface PageHeaderProps {
  title: ReactNode;
  /** Buttons beside the title, also on a phone. */
  actions?: ReactNode;
  /** The page's filters: right of the title, on a phone a row of chips below. */
  children?: ReactNode;
}

/** The first thing of each page. */
export function PageHeader({ title, actions, children }: PageHeaderProps) {
  return (
    <div className="head">
      <header className="top">
        <Link className="brand wide:hidden" href="/overview">
          <Postmark />
          <span className="sr-only">Repute</span>
        </Link>
        <h1>{title}</h1>
        {actions}
      </header>
      {children && <div className="filters">{children}</div>}
    </div>
  );
}
