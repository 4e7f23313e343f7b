"use client";

import { useQuery } from "@tanstack/react-query";
import Link, { useLinkStatus } from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { carryFilter } from "@/components/filter/href";
import { Icon, Spinner } from "@/components/ui/icon";
import { StateGlyph } from "@/components/ui/state-label";
import { reportQuery } from "@/lib/client/queries";
import { isOn, type SCREENS } from "./screens";

/** A link to a screen that takes the filter along. */
export function NavLink({ screen, short }: { screen: (typeof SCREENS)[number]; short?: boolean }) {
  const pathname = usePathname();
  const href = carryFilter(screen.href, useSearchParams());
  return (
    <Link href={href} aria-current={isOn(screen, pathname) ? "page" : undefined}>
      <Icon name={screen.icon} />
      {(short && screen.short) || screen.title}
      {screen.href === "/alerts" && <OpenIncidents />}
      <Waiting />
    </Link>
  );
}

/** How many incidents are open, where there are any. */
function OpenIncidents() {
  const { data } = useQuery({ ...reportQuery("home", null), refetchInterval: 60_000 });
  if (!data?.openIncidents) return null;
  return (
    <span className="open">
      <StateGlyph state="watch" />
      {data.openIncidents}
      <span className="sr-only"> open</span>
    </span>
  );
}

/** The next screen is on its way; shown only when that takes a moment. */
function Waiting() {
  const { pending } = useLinkStatus();
  return pending && <Spinner className="late" />;
}
