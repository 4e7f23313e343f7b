import { random } from "@/lib/core/demo/random";
import type { Category, Kind, MailEvent } from "@/lib/core/events";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface Plan {
  seed: number;
  deliveries: number;
  /** Length of the history that the deliveries are spread over. */
  days: number;
  /** First instant, in ms. */
  start: number;
}

/** Shares of the large mailbox providers; the rest is spread over some 20,000 companies, a few of which get most. */
const DOMAINS: [string, number][] = [
  ["gmail.com", 0.34],
  ["outlook.com", 0.09],
  ["yahoo.com", 0.07],
  ["hotmail.com", 0.06],
  ["icloud.com", 0.05],
  ["gmx.net", 0.03],
  ["web.de", 0.03],
  ["orange.fr", 0.02],
];
const COMPANIES = 20_000;
const PEOPLE = 400_000;
const SENDERS = [
  "news@mail.northwind.example",
  "offers@mail.northwind.example",
  "bills@notify.northwind.example",
];

interface Failure {
  kind: Kind;
  reply: number;
  enhanced: string;
  category: Category;
  text: string;
}
const failure = (kind: Kind, reply: number, enhanced: string, category: Category, text: string): Failure => ({
  kind,
  reply,
  enhanced,
  category,
  text,
});
const HARD = [
  failure(
    "hard",
    550,
    "5.1.1",
    "invalid-recipient",
    "550 5.1.1 The account that you tried to reach does not exist",
  ),
  failure("hard", 550, "5.1.10", "invalid-recipient", "550 5.1.10 Recipient not found by address lookup"),
  failure("hard", 550, "5.4.310", "domain-not-found", "550 5.4.310 Domain does not exist"),
];
const SOFT = [
  failure("soft", 552, "5.2.2", "mailbox-full", "552 5.2.2 Mailbox is over its quota"),
  failure("soft", 451, "4.7.500", "rate-limited", "451 4.7.500 Server busy, try again later"),
];
const SPAM = [
  failure("spam", 550, "5.7.1", "spam", "550 5.7.1 Message is likely unsolicited and was blocked"),
];

type Arrival = { arrives: number; event: MailEvent };

/**
 * Events of a made-up sender in the order in which they arrive, in arrays of some thousands: 3 % of the mails are
 * suppressed, 2 % bounce hard, a few after delivery; 1 % of the events come twice, a tenth up to three days late.
 */
export function* arrivals({ seed, deliveries, days, start }: Plan): Generator<MailEvent[]> {
  const { next, pick, uuid } = random(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  let waiting: Arrival[] = [];

  const domain = (): string => {
    let share = next();
    for (const [name, part] of DOMAINS) {
      share -= part;
      if (share < 0) return name;
    }
    return `company${Math.floor(COMPANIES ** next())}.example`;
  };

  const send = (sent: number): void => {
    const mail = {
      source: "acs" as const,
      route: "log" as const,
      messageId: uuid(),
      recipient: `reader${below(PEOPLE)}@${domain()}`,
      sender: pick(SENDERS),
    };
    const report = (kind: Kind, at: number, why?: Failure) => {
      const { reply = 0, enhanced = "", category = "unknown", text = "" } = why ?? {};
      const detail = text ? { status: "Bounced", text, rule: `enhanced ${enhanced}` } : undefined;
      const event: MailEvent = { ...mail, kind, at: Math.floor(at), reply, enhanced, category, detail };
      const late = next() < 0.1 ? 72 * HOUR * next() ** 4 : 5_000 * next();
      waiting.push({ arrives: at + late, event });
      if (next() < 0.01) waiting.push({ arrives: at + late + HOUR * next(), event });
    };
    const done = sent + 1_500 + 20_000 * next();
    if (next() < 0.1) report("queued", sent);
    const fate = next();
    if (fate < 0.02) report("hard", done, pick(HARD));
    else if (fate < 0.032) report("soft", done, pick(SOFT));
    else if (fate < 0.04) report("spam", done, pick(SPAM));
    else if (fate < 0.07) report("suppressed", done);
    else {
      report("delivered", done);
      if (next() < 0.003) report("hard", done + 24 * HOUR * next() ** 3, HARD[0]);
      if (next() < 0.002) report("complained", done + DAY * next());
    }
  };

  const step = 5_000;
  for (let sent = 0; sent < deliveries; sent += step) {
    for (let i = sent; i < Math.min(sent + step, deliveries); i++) {
      send(start + ((i + next()) / deliveries) * days * DAY);
    }
    const now = start + (Math.min(sent + step, deliveries) / deliveries) * days * DAY;
    yield arrived(waiting, now);
    waiting = waiting.filter((arrival) => arrival.arrives > now);
  }
  yield arrived(waiting, Number.POSITIVE_INFINITY);
}

const arrived = (waiting: Arrival[], now: number): MailEvent[] =>
  waiting
    .filter((arrival) => arrival.arrives <= now)
    .sort((a, b) => a.arrives - b.arrives)
    .map((arrival) => arrival.event);
