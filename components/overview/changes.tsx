import Link from "next/link";
import { filterHref } from "@/components/filter/href";
import { dayWords, spanWords } from "@/components/filter/words";
import { Card } from "@/components/ui/card";
import { changeSentence, chartOf, eventsOf, noticeSentence, placeOf } from "@/lib/core/change-words";
import type { Filter } from "@/lib/core/filter";
import { count, counted } from "@/lib/core/format";
import { pieces } from "@/lib/core/reputation-words";
import type { ChangesReport, DatedChange } from "@/lib/server/reports/changes";
import { Sentence } from "./sentence";

interface ChangesProps {
  changes: ChangesReport;
  filter: Filter;
  today: string;
}

/** What clearly changed since the week before, in sentences; each leads to what it was counted from. */
export function Changes({ changes: report, filter, today }: ChangesProps) {
  const { changes, notices, volume, senders, gaps } = report;
  const week = { ...filter, from: report.from, to: report.to, preset: null };
  const none = changes.length + notices.length + senders.length + gaps.length === 0 && !volume;
  return (
    <Card
      title="What changed"
      subtitle={`since ${dayWords(report.from, today)}`}
      id="changes"
      className="changes"
    >
      <ul>
        {gaps.map((day) => (
          <li key={day}>
            <time dateTime={day}>{dayWords(day, today)}</time>
            <p>
              <strong>No data.</strong> <Link href="/imports">Sources & imports</Link>
            </p>
          </li>
        ))}
        {changes.map((change) => (
          <ChangeRow
            key={JSON.stringify([change.metric, change.slice, change.up])}
            {...{ change, filter, week, today }}
          />
        ))}
        {notices.map((notice) => {
          const { text, href } = placeOf(notice);
          const { pathname, search, hash } = new URL(href, "http://here");
          const query = Object.fromEntries(new URLSearchParams(search));
          return (
            <li key={notice.kind}>
              {notice.day ? <time dateTime={notice.day}>{dayWords(notice.day, today)}</time> : <span />}
              <p>
                <Sentence pieces={noticeSentence(notice, notice.rule)} />{" "}
                <Link className="whitespace-nowrap" href={filterHref(pathname, week, query) + hash}>
                  {text}
                </Link>
              </p>
            </li>
          );
        })}
        {volume && (
          <li>
            <span />
            <p>
              <Sentence
                pieces={pieces(
                  `**${count(volume.now)}** were sent, against ${count(volume.before)} the week before: outside of the four weeks before it.`,
                )}
              />{" "}
              <span className="whitespace-nowrap">
                <Link href={filterHref("/reputation", filter, { metric: "delivered", show: "counts" })}>
                  Chart
                </Link>
                , <Link href={filterHref("/events", week)}>Events</Link>
              </span>
            </p>
          </li>
        )}
        {senders.map(({ name, began, sent }) => (
          <li key={name}>
            <span />
            <p>
              <Sentence
                pieces={pieces(
                  began
                    ? `**${name}** began to send: ${counted(sent, "mail")}.`
                    : `**${name}** sent nothing; the week before ${counted(sent, "mail")}.`,
                )}
              />{" "}
              <Link href={filterHref("/overview", { ...filter, sender: name })}>Its figures</Link>
            </p>
          </li>
        ))}
        {none && (
          <li>
            <span />
            <p>Nothing clearly changed.</p>
          </li>
        )}
      </ul>
      <p className="mt-2 text-xs text-ink-3">
        {counted(report.compared, "rate")} of {spanWords(report, today)} compared with{" "}
        {spanWords(report.before, today)}. What may be chance is left out, with regard to how many were
        compared.
      </p>
    </Card>
  );
}

interface ChangeRowProps {
  change: DatedChange;
  filter: Filter;
  /** The filter over the days that are compared. */
  week: Filter;
  today: string;
}

function ChangeRow({ change, filter, week, today }: ChangeRowProps) {
  const events = eventsOf(change);
  const hrefOf = (href: string, of: Filter) => {
    const { pathname, searchParams } = new URL(href, "http://here");
    return filterHref(pathname, { ...of, sender }, Object.fromEntries(searchParams));
  };
  const sender = change.slice?.by.startsWith("sender") ? change.slice.name : week.sender;
  return (
    <li>
      {change.day ? <time dateTime={change.day}>{dayWords(change.day, today)}</time> : <span />}
      <p>
        <Sentence pieces={changeSentence(change)} />{" "}
        <span className="whitespace-nowrap">
          <Link href={hrefOf(chartOf(change), filter)}>Chart</Link>,{" "}
          <Link href={hrefOf(events.href, week)}>{events.text}</Link>
        </span>
      </p>
    </li>
  );
}
