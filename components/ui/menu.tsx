"use client";

import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { ShallowLink } from "@/components/filter/shallow-link";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

interface MenuProps {
  /** The button, a single element that takes a ref. */
  trigger: ReactNode;
  align?: "start" | "end";
  children: ReactNode;
}

/** A list of links or commands. It stays where its button is in the document, and so within the page's landmarks. */
export function Menu({ trigger, align = "end", children }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Content className="menu" align={align} sideOffset={6} collisionPadding={12}>
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

interface MenuItemProps {
  children: ReactNode;
  icon?: IconName;
  /** At the right edge. */
  aside?: ReactNode;
  /** The one in force: ticked. */
  chosen?: boolean;
  danger?: boolean;
  disabled?: boolean;
  href?: string;
  /** The link leads to another state of this page, which it reads from the address by itself. */
  shallow?: boolean;
  onSelect?(): void;
}

/** An entry: a link with `href`, else a command. `chosen` makes it one of a choice, with a place for its tick. */
export function MenuItem({ children, icon, aside, chosen, danger, disabled, ...leads }: MenuItemProps) {
  const { href, shallow, onSelect } = leads;
  const content = (
    <>
      {icon && <Icon name={icon} />}
      {chosen !== undefined && <Icon name="check" className={chosen ? undefined : "invisible"} />}
      {children}
      {aside && <span className="aside">{aside}</span>}
      {chosen && <span className="sr-only"> (chosen)</span>}
    </>
  );
  const className = danger ? "menu-item danger" : "menu-item";
  if (href !== undefined) {
    const As = shallow ? ShallowLink : Link;
    return (
      <Radix.Item asChild disabled={disabled}>
        <As className={className} href={href}>
          {content}
        </As>
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={className} disabled={disabled} onSelect={onSelect}>
      {content}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="label">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return (
    <Radix.Separator asChild>
      <hr />
    </Radix.Separator>
  );
}
