"use client";

import Link, { useLinkStatus } from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { carryFilter } from "@/components/filter/href";
import { Icon, Spinner } from "@/components/ui/icon";
import { isOn, type SCREENS } from "./screens";

/** A link to a screen that takes the filter along. */
export function NavLink({ screen, short }: { screen: (typeof SCREENS)[number]; short?: boolean }) {
  const pathname = usePathname();
  const href = carryFilter(screen.href, useSearchParams());
  return (
    <Link href={href} aria-current={isOn(screen, pathname) ? "page" : undefined}>
      <Icon name={screen.icon} />
      {(short && screen.short) || screen.title}
      <Waiting />
    </Link>
  );
}

/** The next screen is on its way; shown only when that takes a moment. */
function Waiting() {
  const { pending } = useLinkStatus();
  return pending && <Spinner className="late" />;
}
