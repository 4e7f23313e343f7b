"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { OutcomeGlyph } from "@/components/ui/outcome";
import { Timeline, TimelineItem } from "@/components/ui/timeline";
import { counted, day, moment } from "@/lib/core/format";
import type { AddressEntry, AddressEvent, AddressReport } from "@/lib/server/reports/address";
import { ReasonGlyph } from "./reason-glyph";
import { eventWords, scopeWords } from "./words";

const SHOWN = 20;

interface Item {
  at: number;
  key: string;
  glyph: ReactNode;
  title: string;
  detail: ReactNode;
}

/** Everything that led to where the address stands, latest first. */
export function AddressHistory({ report, tz }: { report: AddressReport; tz: string }) {
  const [all, setAll] = useState(false);
  const items = itemsOf(report);
  const shown = all ? items : items.slice(0, SHOWN);
  const { at: now, lastDelivered } = report;
  if (items.length === 0 && lastDelivered === null)
    return <p className="text-sm text-ink-2">No bounce, no drop, no delivery: nothing led anywhere yet.</p>;
  return (
    <>
      <Timeline>
        {shown.map(({ at, key, glyph, title, detail }, index) => (
          <TimelineItem
            key={key}
            glyph={glyph}
            title={index === 0 ? <span className="font-medium">{title}</span> : title}
            time={moment(at, tz, now)}
            iso={new Date(at).toISOString()}
            pause={index === shown.length - 1 && lastDelivered !== null}
          >
            {detail}
          </TimelineItem>
        ))}
        {lastDelivered !== null && shown.length === items.length && (
          <TimelineItem
            glyph={<OutcomeGlyph outcome="delivered" />}
            title={<span className="text-ink-2">Last delivered</span>}
            time={day(lastDelivered, tz, now)}
            iso={new Date(lastDelivered).toISOString()}
          />
        )}
      </Timeline>
      {shown.length < items.length && (
        <Button className="mt-3" onClick={() => setAll(true)}>
          Show all {counted(items.length, "event")}
        </Button>
      )}
    </>
  );
}

function itemsOf({ history, entries, address }: AddressReport): Item[] {
  let step: number | null = null;
  const events = history.map((event): Item => {
    const title = eventWords(event, step);
    step = event.lease?.step ?? null;
    return {
      at: event.at,
      key: `${event.fact.kind}-${event.fact.id}`,
      glyph: <EventGlyph event={event} />,
      title,
      detail: <Evidence event={event} address={address} />,
    };
  });
  return [...events, ...entries.flatMap(entryItems)].sort((a, b) => b.at - a.at);
}

function EventGlyph({ event }: { event: AddressEvent }) {
  if (event.fact.kind === "release") return <Icon name="key" />;
  if (event.fact.kind === "bounce") return <OutcomeGlyph outcome="hard" />;
  return <OutcomeGlyph outcome={event.effect === "allowed" ? "pending" : "suppressed"} />;
}

/** The code and the mail behind an event; the mail opens its own timeline. */
function Evidence({ event: { code, mail }, address }: { event: AddressEvent; address: string }) {
  if (!code && !mail) return null;
  return (
    <>
      {code && (
        <>
          <span className="font-mono text-[11.5px]">{code.code}</span> {code.title}
          {mail && ". "}
        </>
      )}
      {mail && (
        <Link href={`/events/${address}/${mail.message}`} prefetch={false}>
          {mail.sender ? `Mail of ${mail.sender}` : "The mail"}
        </Link>
      )}
    </>
  );
}

/** What was noted with an entry, and the file that it came from. */
function Provenance({ entry: { note, file } }: { entry: AddressEntry }) {
  if (!file) return note || null;
  return (
    <>
      {note && `${note}. `}
      From{" "}
      <Link href={`/suppressions/import?import=${file.importId}`} prefetch={false}>
        {file.name}
      </Link>
      , which {file.by} brought
    </>
  );
}

const ENTRY_TITLES = {
  complaint: "Complaint",
  manual: "Entered by hand",
  imported: "Imported",
  soft: "Soft bounces in a row",
} as const;

function entryItems(entry: AddressEntry): Item[] {
  const { id, reason, list, since, endedAt, wholeDomain } = entry;
  const title =
    reason === "unsubscribe"
      ? list
        ? `Unsubscribed from ${list}`
        : "Unsubscribed from every list"
      : `${ENTRY_TITLES[reason]}${wholeDomain ? ", the whole domain" : ""}${scopeWords(entry)}`;
  const key = `entry-${id}`;
  const detail = entry.note || entry.file ? <Provenance entry={entry} /> : null;
  const began: Item = { at: since, key, glyph: <ReasonGlyph reason={reason} />, title, detail };
  if (endedAt === null) return [began];
  const taken: Item = {
    at: endedAt,
    key: `${key}-ended`,
    glyph: <Icon name="undo" />,
    title: `Taken back: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    detail: null,
  };
  return [taken, began];
}
