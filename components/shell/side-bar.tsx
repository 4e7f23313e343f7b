import Link from "next/link";
import { Fragment } from "react";
import { Postmark } from "@/components/ui/postmark";
import { NavLink } from "./nav-link";
import { GROUPS, SETTINGS } from "./screens";
import { UserBlock, type UserBlockProps } from "./user-block";

interface SideBarProps {
  organisation: string;
  user: UserBlockProps["user"];
}

export function SideBar({ organisation, user }: SideBarProps) {
  return (
    <nav className="side" aria-label="Main">
      <Link className="brand" href="/overview">
        <Postmark />
        Repute
      </Link>
      <p className="mt-4 mb-3.5 truncate px-2 text-sm text-ink-3">{organisation}</p>
      <div className="nav">
        {GROUPS.map(({ title, screens }) => (
          <Fragment key={screens[0]?.href}>
            {title && <h2>{title}</h2>}
            {screens.map((screen) => (
              <NavLink key={screen.href} screen={screen} />
            ))}
          </Fragment>
        ))}
      </div>
      <div className="nav mt-2.5">
        <NavLink screen={SETTINGS} />
      </div>
      <UserBlock user={user} />
    </nav>
  );
}
