import type { ReactNode } from "react";
import { withParams } from "./href";
import { following, type Place, preceding } from "./pages";
import { ShallowLink } from "./shallow-link";

interface PagerProps {
  label: string;
  place: Place;
  /** The cursor of the next page; null at the end. */
  next: string | null;
  params: URLSearchParams;
  /** The page before, and the one after; usual: of what is listed by time. */
  words?: readonly [string, string];
  /** What is listed, and what can be done with all of it. */
  children?: ReactNode;
}

/** Below a list: to the page before and after. A list of one page has nothing there but its children. */
export function Pager({
  label,
  place,
  next,
  params,
  words: [before, after] = ["Newer", "Older"],
  children,
}: PagerProps) {
  const newer = preceding(place);
  if (!children && !newer && !next) return null;
  return (
    <nav className="pager" aria-label={label}>
      {children ?? <span />}
      <PageLink changes={newer} params={params}>
        {before}
      </PageLink>
      <PageLink changes={next ? following(place, next) : null} params={params}>
        {after}
      </PageLink>
    </nav>
  );
}

interface PageLinkProps {
  /** Of the URL's parameters; null where there is no such page. */
  changes: Record<string, string | null> | null;
  params: URLSearchParams;
  children: string;
}

/** To the page before or after; where there is none, as a word only. */
function PageLink({ changes, params, children }: PageLinkProps) {
  if (!changes)
    return (
      <span className="btn" aria-disabled="true">
        {children}
      </span>
    );
  return (
    <ShallowLink className="btn" href={withParams(params, changes)}>
      {children}
    </ShallowLink>
  );
}
