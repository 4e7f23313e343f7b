"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Select } from "@/components/ui/field";
import { Chevron, Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import type { Filter } from "@/lib/core/filter";

interface ZonePickerProps {
  filter: Filter;
  /** The organisation's own zone. */
  homeZone: string;
  hrefOf(filter: Filter): string;
}

/** Whose midnight begins a day. */
export function ZonePicker({ filter, homeZone, hrefOf }: ZonePickerProps) {
  const [open, setOpen] = useState(false);
  const [zone, setZone] = useState(filter.tz);
  const router = useRouter();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    router.push(hrefOf({ ...filter, tz: zone }), { scroll: false });
    setOpen(false);
  };
  return (
    <Popover
      label="Time zone"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Icon name="globe" />
          <span className="max-full:sr-only max-wide:not-sr-only">{filter.tz}</span>
          <Chevron />
        </Button>
      }
    >
      {open && (
        <form className="grid w-64 gap-2.5 p-2.5" onSubmit={submit}>
          <Field label="Time zone" hint="Where a day begins and ends.">
            <Select value={zone} onChange={(event) => setZone(event.target.value)}>
              {zonesNear(homeZone, filter.tz).map((group) => (
                <optgroup key={group.label} label={group.label}>
                  {group.zones.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </optgroup>
              ))}
            </Select>
          </Field>
          <Button type="submit">Show these days</Button>
        </form>
      )}
    </Popover>
  );
}

/** The likely zones first, then all that the browser knows. */
function zonesNear(homeZone: string, current: string) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const likely = [...new Set([homeZone, here, current, "UTC"])];
  return [
    { label: "Near", zones: likely },
    { label: "All", zones: Intl.supportedValuesOf("timeZone").filter((zone) => !likely.includes(zone)) },
  ];
}
