import type { IconName } from "@/components/ui/icon-shapes";

interface Screen {
  href: string;
  title: string;
  /** Where there is little room, as on the tabs of a phone. */
  short?: string;
  icon: IconName;
  /** The letter that goes here after `g`. */
  key: string;
}

/** Every screen there is, in the order and groups of the side bar. */
export const GROUPS: { title?: string; screens: Screen[] }[] = [
  {
    screens: [
      { href: "/overview", title: "Overview", icon: "overview", key: "o" },
      { href: "/bounces", title: "Bounces", icon: "bounces", key: "b" },
      { href: "/reputation", title: "Reputation", icon: "reputation", key: "r" },
      { href: "/engagement", title: "Engagement", icon: "mail", key: "n" },
      { href: "/authentication", title: "Authentication", icon: "authentication", key: "d" },
    ],
  },
  {
    title: "Act",
    screens: [
      { href: "/suppressions", title: "Suppressions", short: "Suppressed", icon: "suppressions", key: "s" },
      { href: "/lists", title: "Lists", icon: "lists", key: "l" },
      { href: "/alerts", title: "Alerts", icon: "alerts", key: "a" },
    ],
  },
  {
    title: "Records",
    screens: [
      { href: "/events", title: "Events", icon: "events", key: "e" },
      { href: "/imports", title: "Sources & imports", icon: "imports", key: "i" },
    ],
  },
];

export const SETTINGS: Screen = { href: "/settings", title: "Settings", icon: "settings", key: "," };

export const SCREENS: Screen[] = [...GROUPS.flatMap((group) => group.screens), SETTINGS];

/** Whether `pathname` is the screen or lies below it. */
export const isOn = (screen: Screen, pathname: string): boolean =>
  pathname === screen.href || pathname.startsWith(`${screen.href}/`);
