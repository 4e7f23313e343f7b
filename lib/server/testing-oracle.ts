import { domainOf } from "@/lib/core/address";
import { clickOf, isEngagement, requestKey } from "@/lib/core/engagement/readers";
import { kindCode, type MailEvent, ROUTES } from "@/lib/core/events";
import { providerOf } from "@/lib/core/provider";
import { SOURCE_NAMES } from "@/lib/core/sources/names";
import { FACT_KINDS, type Fact, foldLease } from "@/lib/core/suppression";
import { packVerdict } from "@/lib/core/verdict";
import { addressKey, campaignNumber, messageKey, senderNumber } from "./keys";
import { line, type State } from "./testing-state";

export interface Claim {
  event: MailEvent;
  importId: number;
}

/** By bytes of UTF-8, as the database compares. */
const greatest = (texts: string[]): string =>
  texts.reduce((a, b) => (Buffer.compare(Buffer.from(a), Buffer.from(b)) >= 0 ? a : b));
const least = (times: number[]): number => times.reduce((a, b) => Math.min(a, b));

function grouped<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** What all events of one kind say together: one line of the log or one row of the deliveries. */
function joined(events: MailEvent[]) {
  const senders = events.map((event) => event.sender).filter((name) => name !== "");
  const campaigns = events.flatMap(({ campaign }) => campaign ?? []);
  return {
    verdict: Math.max(...events.map(packVerdict)),
    sender: senders.sort((a, b) => senderNumber(b) - senderNumber(a))[0] ?? "",
    campaign: campaigns.sort((a, b) => campaignNumber(b) - campaignNumber(a))[0] ?? "",
    recipient: greatest(events.map((event) => event.recipient)),
    messageId: greatest(events.map((event) => event.messageId)),
  };
}

/** By whom one delivery was opened, or clicked: 0 nobody, 1 a person, 4 Apple, 5 a scanner, 7 too soon, 8 too many links. */
function readerOf(events: MailEvent[], kind: "opened" | "clicked"): number {
  const all = events.filter((event) => event.kind === kind);
  if (all.length === 0) return 0;
  const agent = ({ detail }: MailEvent) => detail?.userAgent ?? "";
  const apple = all.filter((event) => agent(event) === "Mozilla/5.0");
  const scanner = all.filter((event) => agent(event).startsWith("LinkGuard"));
  const others = all.filter((event) => !apple.includes(event) && !scanner.includes(event));
  const told = events.filter(({ kind, route }) => kind === "delivered" && route !== "mail");
  const delivered = Math.min(...told.map(({ at }) => at));
  const late = others.filter(({ at }) => delivered === Infinity || at >= delivered + 2_000);
  const linksNear = ({ at }: MailEvent) =>
    new Set(others.filter((other) => Math.abs(other.at - at) <= 2_000).map(({ detail }) => detail?.url)).size;
  if (late.some((event) => kind === "opened" || linksNear(event) < 3)) return 1;
  if (apple.length > 0) return 4;
  if (scanner.length > 0) return 5;
  return late.length < others.length ? 7 : 8;
}

/** Of `seen`: which rule caught a request. */
function caughtBits({ kind, detail }: MailEvent): number {
  if (kind !== "opened" && kind !== "clicked") return 0;
  const first = kind === "opened" ? 13 : 18;
  if (detail?.userAgent === "Mozilla/5.0") return 1 << (first + 2);
  return detail?.userAgent?.startsWith("LinkGuard") ? 1 << (first + 3) : 0;
}

class Counts {
  readonly rows = new Map<string, number[]>();
  add(key: unknown[], conditions: boolean[]): void {
    const name = line(key);
    const known = this.rows.get(name) ?? conditions.map(() => 0);
    this.rows.set(
      name,
      conditions.map((one, i) => known[i]! + Number(one)),
    );
  }
  lines(): string[] {
    return [...this.rows]
      .filter(([, row]) => row.some(Boolean))
      .map(([key, row]) => `${key}|${row.join("|")}`)
      .sort();
  }
}

/** What the state must be once these claims are in: by the definitions, with none of the code that is under test. */
export function expectedState(claims: Claim[]): State {
  const delivery: string[] = [];
  const [quarters, allSenders, senderDomains] = [new Counts(), new Counts(), new Counts()];
  const [codes, domains, providers, campaigns] = [new Counts(), new Counts(), new Counts(), new Counts()];
  const [readings, allReadings, providerReadings] = [new Counts(), new Counts(), new Counts()];
  const addressOf = ({ event }: Claim) => String(addressKey(event.recipient));
  const messageOf = ({ event }: Claim) => String(messageKey(event.source, event.messageId));
  for (const group of grouped(claims, (claim) => `${addressOf(claim)} ${messageOf(claim)}`).values()) {
    const events = group.map((claim) => claim.event);
    const { verdict, sender, campaign, recipient, messageId } = joined(events);
    if (recipient === "") continue;
    const kinds = new Set(events.map((event) => kindCode(event.kind)));
    const caught = events.reduce((bits, event) => bits | caughtBits(event), 0);
    const seen = [...kinds].reduce((bits, kind) => bits | (1 << kind), caught);
    const of = (kind: MailEvent["kind"]) => events.filter((event) => event.kind === kind);
    const told = events.filter((event) => event.route !== "mail");
    const delivered = told.filter((event) => event.kind === "delivered");
    const deliveredAt = delivered.length > 0 ? least(delivered.map((event) => event.at)) : null;
    const openedAt = of("opened")
      .filter((event) => caughtBits(event) === 0)
      .map((event) => event.at);
    const clicks = of("clicked")
      .filter((event) => caughtBits(event) === 0)
      .map((event) => clickOf(event.at, requestKey("clicked", event.detail)));
    const statuses = told.filter((event) => kindCode(event.kind) <= 8).map((event) => event.at);
    const at = statuses.length > 0 ? least(statuses) : null;
    const domain = domainOf(recipient);
    delivery.push(
      line([
        addressOf(group[0]!),
        messageOf(group[0]!),
        at,
        verdict,
        sender,
        domain,
        seen,
        recipient,
        messageId,
        deliveredAt,
        openedAt.length > 0 ? Math.max(...openedAt) : null,
        campaign,
        clicks.length > 0 ? `{${[...new Set(clicks)].sort((a, b) => a - b).slice(0, 32)}}` : null,
      ]),
    );
    if (at === null) continue;
    const outcome = Math.max(0, ...[...kinds].filter((kind) => kind <= 7));
    const is = (...wanted: number[]) => wanted.map((kind) => outcome === kind);
    const has = (...wanted: number[]) => wanted.map((kind) => kinds.has(kind));
    const day = Math.floor(at / 86_400_000);
    const quarter = Math.floor(at / 900_000);
    const [deferred, asynchronous] = [outcome > 3 && kinds.has(2), outcome > 4 && kinds.has(4)];
    const overTime = [...is(1, 2, 3, 4, 5, 6, 7), deferred, asynchronous, ...has(9, 10, 11, 12)];
    quarters.add([quarter, sender], overTime);
    allSenders.add([quarter], overTime);
    if (sender !== "") senderDomains.add([sender.slice(sender.indexOf("@") + 1), quarter], overTime);
    if (outcome === 2 || outcome > 4) codes.add([day, sender, verdict], [true]);
    const byDomain = [...is(3, 4, 5, 6, 7), deferred, asynchronous, ...has(11, 12)];
    if (outcome > 2) domains.add([day, sender, domain], byDomain);
    if (outcome > 2) providers.add([day, sender, providerOf(domain)], byDomain);
    if (outcome > 2 && campaign !== "") campaigns.add([day, sender, campaign], byDomain);
    const readers = [readerOf(events, "opened"), readerOf(events, "clicked")];
    if (outcome !== 4 || !readers.some(Boolean)) continue;
    readings.add([quarter, sender, ...readers], [true]);
    allReadings.add([quarter, ...readers], [true]);
    providerReadings.add([day, sender, providerOf(domain), ...readers], [true]);
  }

  const log = grouped(claims, (claim) => {
    const { at, kind, source, route } = claim.event;
    return line([
      at,
      addressOf(claim),
      messageOf(claim),
      kindCode(kind),
      8 * SOURCE_NAMES.indexOf(source) + ROUTES.indexOf(route) + 1,
      claim.importId,
      isEngagement(kind) ? requestKey(kind, claim.event.detail) : 0,
    ]);
  });
  const entries = [...log].map(([key, group]) => {
    const { verdict, sender, campaign, recipient, messageId } = joined(group.map((claim) => claim.event));
    return line([key, verdict, sender, campaign, recipient, messageId]);
  });

  const factOf = ({ event }: Claim) =>
    event.kind === "hard"
      ? "bounce"
      : event.kind === "suppressed" && event.source === "acs"
        ? "platformDrop"
        : undefined;
  const bearing = claims.filter((claim) => claim.event.recipient !== "" && factOf(claim));
  const facts = grouped(bearing, (claim) =>
    line([addressOf(claim), FACT_KINDS.indexOf(factOf(claim)!), messageOf(claim), claim.importId]),
  );
  const leases = [...grouped(bearing, addressOf)].map(([address, group]) => {
    const all = group.map(
      (claim): Fact => ({ kind: factOf(claim)!, id: messageOf(claim), at: claim.event.at }),
    );
    const { lease, history } = foldLease(all);
    const recipient = greatest(group.map((claim) => claim.event.recipient));
    const last = history.at(-1)?.at;
    const { cycleStart, step, until, inferred } = lease ?? {};
    return line([address, recipient, domainOf(recipient), cycleStart, step, until, inferred, last]);
  });
  return {
    delivery: delivery.sort(),
    quarter: quarters.lines(),
    allSenders: allSenders.lines(),
    senderDomain: senderDomains.lines(),
    code: codes.lines(),
    domain: domains.lines(),
    provider: providers.lines(),
    campaign: campaigns.lines(),
    reading: readings.lines(),
    readingAll: allReadings.lines(),
    readingProvider: providerReadings.lines(),
    log: entries.sort(),
    fact: [...facts]
      .map(([key, group]) =>
        line([key, least(group.map((c) => c.event.at)), greatest(group.map((c) => c.event.recipient))]),
      )
      .sort(),
    lease: leases.sort(),
  };
}
