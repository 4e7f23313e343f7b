import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import type { OutwardLink } from "@/lib/server/leave";

/** The pages that one reply points to, each by way of the page that asks first. */
export function OutwardLinks({ links }: { links: OutwardLink[] }) {
  if (links.length === 0) return null;
  return (
    <ul className="mt-1.5 grid gap-1 text-xs text-ink-3" aria-label="Pages it points to">
      {links.map(({ url, href }) => (
        <li key={url} className="flex gap-1.5">
          <span aria-hidden="true">↗</span>
          <Link className="font-mono wrap-anywhere" href={href} prefetch={false}>
            {url}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The same as a button in a row that does something else. */
export function OutwardLinkButton({ link: { url, href } }: { link: OutwardLink }) {
  return (
    <ButtonLink
      className="relative z-[1] -my-1.5"
      variant="bare"
      icon="open"
      iconOnly
      href={href}
      prefetch={false}
      title="Asks before it opens"
    >
      Open {url}
    </ButtonLink>
  );
}
