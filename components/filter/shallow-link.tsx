"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { followedHref } from "./href";
import { here, pushHref, replaceHref } from "./use-url-state";

/**
 * A link to another state of the same page. A plain press changes the address and asks the server for no page: the view
 * reads its state from the address and loads what it lacks. Everything else (a new tab, a reload) is an ordinary link.
 */
export function ShallowLink({
  href,
  replace,
  ...rest
}: Omit<ComponentProps<typeof Link>, "href"> & { href: string }) {
  const drawn = useSearchParams();
  return (
    <Link
      {...rest}
      href={href}
      scroll={false}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        const followed = followedHref(href, drawn, here());
        if (replace) replaceHref(followed);
        else pushHref(followed);
      }}
    />
  );
}
