"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useKeys } from "@/components/shell/use-keys";
import type { Filter } from "@/lib/core/filter";
import type { SenderDomain } from "@/lib/server/reports/senders";
import { AS_TABLE, filterHref } from "./href";
import { RangePicker } from "./range-picker";
import { SenderMenu } from "./sender-menu";
import { stepped } from "./words";
import { ZonePicker } from "./zone-picker";

export interface FilterBarProps {
  filter: Filter;
  senders: SenderDomain[];
  /** The local day in the filter's zone. */
  today: string;
  /** The organisation's zone. */
  homeZone: string;
  /** Parameters of this page that outlive a change of the filter. */
  keep?: string[];
}

/** Senders, period and zone of a page; all of it is in the URL. The arrow keys step the period. */
export function FilterBar({ filter, senders, today, homeZone, keep = [] }: FilterBarProps) {
  const path = usePathname();
  const params = useSearchParams();
  const router = useRouter();
  const kept = Object.fromEntries([AS_TABLE, ...keep].map((name) => [name, params.get(name)]));
  const hrefOf = (next: Filter) => filterHref(path, next, kept);
  const step = (direction: -1 | 1) => () => {
    const next = stepped(filter, direction, today);
    if (next) router.push(hrefOf(next), { scroll: false });
  };
  useKeys({ ArrowLeft: step(-1), ArrowRight: step(1) });

  return (
    <>
      {senders.length > 0 && <SenderMenu filter={filter} senders={senders} hrefOf={hrefOf} />}
      <RangePicker filter={filter} today={today} hrefOf={hrefOf} />
      <ZonePicker filter={filter} homeZone={homeZone} hrefOf={hrefOf} />
    </>
  );
}
