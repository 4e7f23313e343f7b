"use client";

import { signOut } from "next-auth/react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { AppearanceItems } from "./appearance-items";
import { openKeys } from "./keys-dialog";

export interface UserBlockProps {
  user: { email: string; role: "marketer" | "admin" };
}

export const ROLE_WORDS = { marketer: "Marketer", admin: "Admin" };

/** Leaves, and forgets what the pages have loaded. */
export const leave = () => signOut({ callbackUrl: "/sign-in" });

/** Who is signed in, and what is theirs: appearance, keys, the way out. */
export function UserBlock({ user }: UserBlockProps) {
  return (
    <div className="mt-auto flex items-center gap-2 border-t border-line px-2 pt-2.5 text-sm">
      <div className="min-w-0 flex-1">
        <div className="truncate font-medium" title={user.email}>
          {user.email}
        </div>
        <div className="text-ink-3">{ROLE_WORDS[user.role]}</div>
      </div>
      <Menu
        trigger={
          <Button variant="bare" icon="moon" iconOnly>
            Appearance and account
          </Button>
        }
      >
        <AppearanceItems />
        <MenuSeparator />
        <MenuItem icon="info" aside="?" onSelect={openKeys}>
          Keys
        </MenuItem>
        <MenuItem icon="out" onSelect={leave}>
          Sign out
        </MenuItem>
      </Menu>
    </div>
  );
}
