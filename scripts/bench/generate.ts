import { random } from "@/lib/core/demo/random";
import type { Kind, MailEvent } from "@/lib/core/events";
import {
  BOUNCED_LATER,
  CAMPAIGNED,
  COMPLAINED,
  campaignsOf,
  companiesOf,
  company,
  DOMAINS,
  evidence,
  FAILURES,
  FATES,
  type Failure,
  type Plan,
  peopleOf,
  QUEUED,
  SENDERS,
} from "./mix";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Arrival = { arrives: number; event: MailEvent };

/**
 * Events of a made-up sender in the order in which they arrive, in arrays of some thousands: 3 % of the mails are
 * suppressed, 2 % bounce hard, a few after delivery; 1 % of the events come twice, a tenth up to three days late.
 */
export function* arrivals(plan: Plan): Generator<MailEvent[]> {
  const { deliveries, days, start } = plan;
  const [people, companies] = [peopleOf(plan), companiesOf(plan)];
  const { next, pick, uuid } = random(plan.seed);
  const campaigns = plan.campaigns ? campaignsOf(plan) : [];
  const below = (limit: number) => Math.floor(next() * limit);
  let waiting: Arrival[] = [];

  const domain = (): string => {
    let share = next();
    for (const [name, part] of DOMAINS) {
      share -= part;
      if (share < 0) return name;
    }
    return company(Math.floor(companies ** next()));
  };

  /** One of those of its week; `share` of the history has passed. */
  const campaign = (share: number): { campaign?: string } =>
    campaigns.length > 0 && next() < CAMPAIGNED
      ? { campaign: campaigns[Math.floor(share * campaigns.length)] }
      : {};

  const send = (sent: number): void => {
    const mail = {
      source: "acs" as const,
      route: "log" as const,
      messageId: uuid(),
      recipient: `reader${below(people)}@${domain()}`,
      sender: pick(SENDERS),
      ...campaign((sent - start) / (days * DAY)),
    };
    const report = (kind: Kind, at: number, why?: Failure) => {
      const { reply = 0, enhanced = "", category = "unknown" } = why ?? {};
      const detail = why && evidence(why);
      const event: MailEvent = { ...mail, kind, at: Math.floor(at), reply, enhanced, category, detail };
      const late = next() < 0.1 ? 72 * HOUR * next() ** 4 : 5_000 * next();
      waiting.push({ arrives: at + late, event });
      if (next() < 0.01) waiting.push({ arrives: at + late + HOUR * next(), event });
    };
    const done = sent + 1_500 + 20_000 * next();
    if (next() < QUEUED) report("queued", sent);
    let fate = next();
    const falls = (share: number): boolean => {
      fate -= share;
      return fate < 0;
    };
    if (falls(FATES.hard)) report("hard", done, pick(FAILURES.hard));
    else if (falls(FATES.soft)) report("soft", done, pick(FAILURES.soft));
    else if (falls(FATES.spam)) report("spam", done, pick(FAILURES.spam));
    else if (falls(FATES.suppressed)) report("suppressed", done);
    else {
      report("delivered", done);
      if (next() < BOUNCED_LATER) report("hard", done + DAY * next() ** 3, FAILURES.hard[0]);
      if (next() < COMPLAINED) report("complained", done + DAY * next());
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
