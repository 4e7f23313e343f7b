"use client";

import { Button } from "@/components/ui/button";
import { Chevron } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import type { Filter } from "@/lib/core/filter";
import type { SenderDomain } from "@/lib/server/reports/senders";

interface SenderMenuProps {
  filter: Filter;
  senders: SenderDomain[];
  hrefOf(filter: Filter): string;
}

/** Whose mail: all senders, a whole domain, or one address. */
export function SenderMenu({ filter, senders, hrefOf }: SenderMenuProps) {
  const item = (sender: string | null, words: string, aside?: string) => (
    <MenuItem
      key={words}
      chosen={filter.sender === sender}
      aside={aside}
      href={hrefOf({ ...filter, sender })}
    >
      <span className="min-w-0 truncate">{words}</span>
    </MenuItem>
  );
  return (
    <Menu
      trigger={
        <Button>
          <span className="max-w-52 truncate leading-normal">{filter.sender ?? "All senders"}</span>
          <Chevron />
        </Button>
      }
    >
      <MenuLabel>Sender</MenuLabel>
      {item(null, "All senders")}
      {senders.flatMap(({ domain, addresses }) => [
        item(domain, domain, addresses.length > 0 ? "domain" : undefined),
        ...addresses.map((address) => item(address, address)),
      ])}
    </Menu>
  );
}
