"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Field, Input, Select } from "@/components/ui/field";
import { reportQuery } from "@/lib/client/queries";
import { ALERT_METRICS } from "@/lib/core/alerts/metric";
import {
  type AlertRule,
  countsMail,
  type GmailRule,
  type PatternRule,
  type RateRule,
  type SilenceRule,
} from "@/lib/core/alerts/rule";
import { type AlertSlice, SLICE_WORDS } from "@/lib/core/alerts/slice";
import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import { ALL_PROVIDERS } from "@/lib/core/provider-hosts";
import { DOORS, doorTitle } from "@/lib/core/sources/doors";
import type { AlertChannelRow } from "@/lib/server/reports/alerts";

interface FieldsProps<Rule> {
  /** What the fields begin with; null: what is usual. */
  rule: Rule | null;
  errorOf(field: string): string | undefined;
}

const METRICS = Object.entries(ALERT_METRICS).map(([value, { name, over }]) => ({
  value,
  label: `${name}, of ${over}`,
}));
const percents = (rate: number): string => String(Number((rate * 100).toPrecision(6)));

function MetricField({
  value,
  volume,
  error,
}: {
  value: string;
  volume?: boolean;
  error: string | undefined;
}) {
  return (
    <Field label="Figure" error={error}>
      <Select name="metric" defaultValue={value}>
        {volume && <option value="volume">Mail sent</option>}
        {METRICS.map((metric) => (
          <option key={metric.value} value={metric.value}>
            {metric.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

export function RateFields({ rule, errorOf }: FieldsProps<RateRule>) {
  return (
    <>
      <MetricField value={rule?.metric ?? "hard"} error={errorOf("metric")} />
      <div className="grid grid-cols-3 gap-3 max-wide:grid-cols-1">
        <Field label="Opens above, in %" error={errorOf("opens")}>
          <Input name="opens" inputMode="decimal" defaultValue={percents(rule?.opens ?? 0.05)} />
        </Field>
        <Field label="Closes below, in %" error={errorOf("closes")}>
          <Input name="closes" inputMode="decimal" defaultValue={percents(rule?.closes ?? 0.04)} />
        </Field>
        <Field label="Least volume in 7 days" error={errorOf("minimum")}>
          <Input name="minimum" inputMode="numeric" defaultValue={rule?.minimum ?? 1_000} />
        </Field>
      </div>
    </>
  );
}

/** The spam rate that Gmail itself tells. */
export function GmailFields({ rule, errorOf }: FieldsProps<GmailRule>) {
  return (
    <>
      <Field
        label="Sender domain"
        hint="Nothing: the highest of all. It needs Gmail’s files, or its Postmaster Tools connected."
        error={errorOf("sender")}
      >
        <Input name="sender" defaultValue={rule?.sender} autoComplete="off" spellCheck={false} />
      </Field>
      <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
        <Field label="Opens at, in %" hint="Gmail: never reach 0.30." error={errorOf("opens")}>
          <Input name="opens" inputMode="decimal" defaultValue={percents(rule?.opens ?? 0.003)} />
        </Field>
        <Field label="Closes below, in %" hint="Gmail: stay below 0.10." error={errorOf("closes")}>
          <Input name="closes" inputMode="decimal" defaultValue={percents(rule?.closes ?? 0.001)} />
        </Field>
      </div>
    </>
  );
}

export function PatternFields({ rule, errorOf }: FieldsProps<PatternRule>) {
  return (
    <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
      <MetricField volume value={rule?.metric ?? "volume"} error={errorOf("metric")} />
      <Field
        label="Deviations"
        hint="From the same weekday of eight weeks. 3.5 is usual."
        error={errorOf("deviations")}
      >
        <Input name="deviations" inputMode="decimal" defaultValue={rule?.deviations ?? 3.5} />
      </Field>
    </div>
  );
}

export function SilenceFields({ rule, errorOf }: FieldsProps<SilenceRule>) {
  return (
    <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
      <Field
        label="Minutes without an event"
        hint="Of what comes in by itself; imports do not count. Empty: only when a source cannot be fetched from."
        error={errorOf("minutes")}
      >
        <Input name="minutes" inputMode="numeric" defaultValue={rule ? (rule.minutes ?? "") : 60} />
      </Field>
      <Field label="Source" error={errorOf("source")}>
        <Select name="source" defaultValue={rule?.source ?? ""}>
          <option value="">All of them together</option>
          {DOORS.map((door) => (
            <option key={door} value={door}>
              {doorTitle(door)}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}

/** Whose mail, and to whom. */
export function WhoseFields({ rule, errorOf }: FieldsProps<AlertRule>) {
  const listId = useId();
  const senders = useQuery(reportQuery("senders", null));
  const slice = rule && countsMail(rule) ? rule.slice : null;
  const [by, setBy] = useState<AlertSlice["by"] | "">(slice?.by ?? "");
  return (
    <div className="grid grid-cols-2 gap-3 max-wide:grid-cols-1">
      <Field label="Sender or sender domain" hint="Nothing: all senders." error={errorOf("sender")}>
        <Input
          name="sender"
          defaultValue={rule?.sender}
          list={listId}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <datalist id={listId}>
        {senders.data?.flatMap(({ domain, addresses }) =>
          [domain, ...addresses].map((name) => <option key={name} value={name} />),
        )}
      </datalist>
      <div className="grid content-start gap-2">
        <Field label="Only" error={by ? undefined : errorOf("slice")}>
          <Select name="by" value={by} onChange={(event) => setBy(event.target.value as typeof by)}>
            <option value="">All its mail</option>
            {Object.entries(SLICE_WORDS).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        {by && <SliceField by={by} value={slice?.by === by ? slice.name : ""} error={errorOf("slice")} />}
      </div>
    </div>
  );
}

const PLACEHOLDERS: Partial<Record<AlertSlice["by"], string>> = {
  code: "5.7.1",
  domain: "gmail.com",
  campaign: "Autumn sale",
};

function SliceField({
  by,
  value,
  error,
}: {
  by: AlertSlice["by"];
  value: string;
  error: string | undefined;
}) {
  const options =
    by === "provider"
      ? ALL_PROVIDERS.map((name) => [name, name])
      : by === "category"
        ? Object.entries(CATEGORY_WORDS).map(([name, { title }]) => [name, title])
        : null;
  return (
    <Field label={SLICE_WORDS[by]} error={error}>
      {options ? (
        <Select key={by} name="slice" defaultValue={value || undefined}>
          {options.map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </Select>
      ) : (
        <Input
          key={by}
          name="slice"
          defaultValue={value}
          placeholder={PLACEHOLDERS[by]}
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </Field>
  );
}

export function CooldownField({ rule, errorOf }: FieldsProps<AlertRule>) {
  return (
    <Field label="Rests after it was resolved, in hours" error={errorOf("cooldown")}>
      <Input name="cooldown" inputMode="numeric" defaultValue={rule?.cooldown ?? 24} />
    </Field>
  );
}

/** Who is told. */
export function ChannelBoxes({ rule, channels }: { rule: AlertRule | null; channels: AlertChannelRow[] }) {
  if (channels.length === 0)
    return (
      <p className="text-sm text-ink-3">Nobody can be told yet: an admin makes a channel below the rules.</p>
    );
  return (
    <fieldset className="field">
      <legend className="label">Tells</legend>
      {channels.map(({ id, channel }) => (
        <label key={id} className="mb-0! flex! min-h-7 items-baseline gap-2 font-normal!">
          <input
            type="checkbox"
            name="channels"
            value={id}
            defaultChecked={rule ? rule.channels.includes(id) : true}
          />
          <span className="wrap-anywhere">
            {channel.name}
            {!channel.on && <span className="text-ink-3"> (off)</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
