"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Chevron, Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { daysOf, type Filter, PRESETS } from "@/lib/core/filter";
import { PRESET_WORDS, spanWords, stepped } from "./words";

interface RangePickerProps {
  filter: Filter;
  today: string;
  hrefOf(filter: Filter): string;
}

/** Which days: one of the usual spans, the one before or after, or two dates. */
export function RangePicker({ filter, today, hrefOf }: RangePickerProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const before = stepped(filter, -1, today);
  const after = stepped(filter, 1, today);
  return (
    <Popover
      label="Period"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          {filter.preset && <span>{PRESET_WORDS[filter.preset]}</span>}
          <span className={filter.preset ? "font-normal text-ink-3 max-full:hidden" : undefined}>
            {spanWords(filter, today)}
          </span>
          <Chevron />
        </Button>
      }
    >
      {PRESETS.map((preset) => {
        const days = daysOf(preset, today);
        return (
          <Link
            key={preset}
            className="menu-item hover:bg-press"
            href={hrefOf({ ...filter, ...days, preset })}
            onClick={close}
            aria-current={filter.preset === preset ? "true" : undefined}
          >
            <Icon name="check" className={filter.preset === preset ? undefined : "invisible"} />
            {PRESET_WORDS[preset]}
            <span className="aside">{spanWords(days, today)}</span>
          </Link>
        );
      })}
      <hr />
      <div className="flex gap-1">
        {before && (
          <Link className="menu-item flex-1 hover:bg-press" href={hrefOf(before)} onClick={close}>
            <Icon name="previous" /> Before
          </Link>
        )}
        {after && (
          <Link className="menu-item flex-1 justify-end hover:bg-press" href={hrefOf(after)} onClick={close}>
            After <Icon name="next" />
          </Link>
        )}
      </div>
      <hr />
      <TwoDates filter={filter} today={today} hrefOf={hrefOf} onDone={close} />
    </Popover>
  );
}

function TwoDates({ filter, today, hrefOf, onDone }: RangePickerProps & { onDone(): void }) {
  const router = useRouter();
  const [from, setFrom] = useState(filter.from);
  const [to, setTo] = useState(filter.to);
  const wrong = from > to ? "The first day comes after the last." : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong) return;
    router.push(hrefOf({ ...filter, from, to, preset: null }), { scroll: false });
    onDone();
  };
  return (
    <form className="grid grid-cols-2 gap-2 p-2" onSubmit={submit}>
      <Field label="From">
        <Input
          type="date"
          required
          min="2000-01-01"
          max={today}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </Field>
      <Field label="To" error={wrong}>
        <Input
          type="date"
          required
          min="2000-01-01"
          max={today}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <Button type="submit" className="col-span-2">
        Show these days
      </Button>
    </form>
  );
}
