import type { MailEvent } from "@/lib/core/events";
import { CRM, campaignOf, MAILBOXES, ORDERS, REACTIVATION, SENDERS, type Sender, SIGN_IN } from "./bookshop";
import { happens } from "./incidents";
import { deliver, type Mail } from "./mail";
import { type Random, random } from "./random";
import { type Reader, reader, readersOf } from "./readers";
import { HARD } from "./replies";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Weekdays from Sunday on; the mean is 1. */
const WEEK = [0.62, 1.08, 1.06, 1.1, 1.36, 1.16, 0.62];

export interface DemoOptions {
  /** The history ends here, ms. */
  now: number;
  days: number;
  /** Mails on a mean day. */
  perDay: number;
  seed: number;
}

export interface Demo {
  /** All of them; how they end up is known once all days have been taken. */
  readers: Reader[];
  /** The events of each day in the order of arrival, repeats and late ones as they come; one array a UTC day. */
  days: Iterable<MailEvent[]>;
}

/** The month of an invented bookshop, the same for the same options. Planted incidents: see INCIDENTS. */
export function demoHistory(options: DemoOptions): Demo {
  const stream = random(options.seed);
  const today = Math.floor(options.now / DAY) * DAY;
  const readers = readersOf(stream, Math.ceil(options.perDay * 2.4), today);
  return { readers, days: arrivals(options, today, readers, stream) };
}

function* arrivals(
  options: DemoOptions,
  today: number,
  readers: Reader[],
  stream: Random,
): Generator<MailEvent[]> {
  let late: MailEvent[] = [];
  for (let daysAgo = options.days - 1; daysAgo >= 0; daysAgo--) {
    const events: MailEvent[] = [];
    if (!happens("outage", daysAgo))
      for (const mail of mails(today - daysAgo * DAY, daysAgo, options.perDay, readers, stream))
        if (mail.at < options.now) deliver(mail, daysAgo, stream, events);
    const seen = events.filter(({ at }) => at <= options.now).sort((a, b) => a.at - b.at);
    if (happens("late", daysAgo)) {
      late = seen.filter((_, i) => i % 10 === 0);
      yield seen.filter((_, i) => i % 10 !== 0);
    } else if (happens("late", daysAgo + 2)) yield [...seen, ...late];
    else if (happens("duplicates", daysAgo))
      yield [
        ...seen,
        ...seen,
        ...seen.map((event): MailEvent => (event.route === "mail" ? event : { ...event, route: "log" })),
      ];
    else yield seen;
  }
}

/** What goes out on the UTC day that starts at `start`, in order of time. */
function mails(start: number, daysAgo: number, perDay: number, readers: Reader[], stream: Random): Mail[] {
  const keen = Math.ceil(readers.length * 0.15);
  const count = Math.round(perDay * WEEK[new Date(start).getUTCDay()]!);
  const sent = Array.from({ length: count }, (): Mail => {
    const sender = stream.weighted(SENDERS);
    // Half of the mail goes to few readers: an address that is mailed daily climbs its lease.
    const to = readers[Math.floor(stream.next() * (stream.chance(0.5) ? keen : readers.length))]!;
    const at = start + timeOfDay(sender, stream);
    return { at, to, sender, campaign: campaignOf(sender, at) };
  });
  if (happens("boughtList", daysAgo))
    for (let i = 0; i < perDay * 0.09; i++) {
      const to = reader(stream, 100_000 * (daysAgo + 1) + i, stream.weighted(MAILBOXES));
      if (stream.chance(0.45)) to.dead = HARD[0]!;
      const at = start + 10 * HOUR + stream.next() * HOUR;
      sent.push({ at, to, sender: SENDERS[0]!, campaign: REACTIVATION });
    }
  return sent.sort((a, b) => a.at - b.at);
}

/** Bulk goes out in two waves; what customers set off follows their waking hours. */
function timeOfDay(sender: Sender, stream: Random): number {
  if (sender === ORDERS || sender === SIGN_IN || sender === CRM)
    return Math.floor(((stream.next() + stream.next() + stream.next()) / 3) * 22 * HOUR + 2 * HOUR);
  const wave = stream.chance(0.7) ? 8 * HOUR : 16 * HOUR;
  return Math.floor(wave + stream.next() ** 2 * 2 * HOUR);
}
