"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { carryFilter } from "@/components/filter/href";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { AppearanceItems } from "./appearance-items";
import { NavLink } from "./nav-link";
import { isOn, SCREENS } from "./screens";
import { leave } from "./user-block";

/** What is looked at on the way. */
const FIRST = ["/overview", "/bounces", "/suppressions", "/alerts"];
const TABS = SCREENS.filter(({ href }) => FIRST.includes(href));
const MORE = SCREENS.filter(({ href }) => !FIRST.includes(href));

/** The side bar of a phone: four screens and the rest. */
export function TabBar() {
  const pathname = usePathname();
  const params = useSearchParams();
  return (
    <nav className="tabbar" aria-label="Main, for small screens">
      {TABS.map((screen) => (
        <NavLink key={screen.href} screen={screen} short />
      ))}
      <Menu
        trigger={
          <button
            type="button"
            aria-current={MORE.some((screen) => isOn(screen, pathname)) ? "page" : undefined}
          >
            <Icon name="more" />
            More
          </button>
        }
      >
        {MORE.map((screen) => (
          <MenuItem key={screen.href} icon={screen.icon} href={carryFilter(screen.href, params)}>
            {screen.title}
          </MenuItem>
        ))}
        <MenuSeparator />
        <AppearanceItems />
        <MenuSeparator />
        <MenuItem icon="out" onSelect={leave}>
          Sign out
        </MenuItem>
      </Menu>
    </nav>
  );
}
