import { domainOf } from "@/lib/core/address";
import { kindCode, type MailEvent, ROUTES } from "@/lib/core/events";
import { providerOf } from "@/lib/core/provider";
import { FACT_KINDS, type Fact, foldLease } from "@/lib/core/suppression";
import { packVerdict } from "@/lib/core/verdict";
import { addressKey, messageKey, senderNumber } from "./keys";
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
  return {
    verdict: Math.max(...events.map(packVerdict)),
    sender: senders.sort((a, b) => senderNumber(b) - senderNumber(a))[0] ?? "",
    recipient: greatest(events.map((event) => event.recipient)),
    messageId: greatest(events.map((event) => event.messageId)),
  };
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
  const [codes, domains, providers] = [new Counts(), new Counts(), new Counts()];
  const addressOf = ({ event }: Claim) => String(addressKey(event.recipient));
  const messageOf = ({ event }: Claim) => String(messageKey(event.source, event.messageId));
  for (const group of grouped(claims, (claim) => `${addressOf(claim)} ${messageOf(claim)}`).values()) {
    const events = group.map((claim) => claim.event);
    const { verdict, sender, recipient, messageId } = joined(events);
    if (recipient === "") continue;
    const kinds = new Set(events.map((event) => kindCode(event.kind)));
    const seen = [...kinds].reduce((bits, kind) => bits | (1 << kind), 0);
    const statuses = events.filter((event) => kindCode(event.kind) <= 8).map((event) => event.at);
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
      ]),
    );
    if (at === null) continue;
    const outcome = Math.max(0, ...[...kinds].filter((kind) => kind <= 7));
    const is = (...wanted: number[]) => wanted.map((kind) => outcome === kind);
    const has = (...wanted: number[]) => wanted.map((kind) => kinds.has(kind));
    const day = Math.floor(at / 86_400_000);
    const quarter = Math.floor(at / 900_000);
    const overTime = [...is(1, 2, 3, 4, 5, 6, 7), outcome > 4 && kinds.has(4), ...has(9, 10, 11, 12)];
    quarters.add([quarter, sender], overTime);
    allSenders.add([quarter], overTime);
    if (sender !== "") senderDomains.add([sender.slice(sender.indexOf("@") + 1), quarter], overTime);
    if (outcome === 2 || outcome > 4) codes.add([day, sender, verdict], [true]);
    const byDomain = [...is(3, 4, 5, 6, 7), ...has(11)];
    if (outcome > 2) domains.add([day, sender, domain], byDomain);
    if (outcome > 2) providers.add([day, sender, providerOf(domain)], byDomain);
  }

  const log = grouped(claims, (claim) => {
    const { at, kind, route } = claim.event;
    return line([
      at,
      addressOf(claim),
      messageOf(claim),
      kindCode(kind),
      ROUTES.indexOf(route) + 1,
      claim.importId,
    ]);
  });
  const entries = [...log].map(([key, group]) => {
    const { verdict, sender, recipient, messageId } = joined(group.map((claim) => claim.event));
    return line([key, verdict, sender, recipient, messageId]);
  });

  const factOf = ({ event }: Claim) =>
    event.kind === "hard" ? "bounce" : event.kind === "suppressed" ? "platformDrop" : undefined;
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
    log: entries.sort(),
    fact: [...facts]
      .map(([key, group]) =>
        line([key, least(group.map((c) => c.event.at)), greatest(group.map((c) => c.event.recipient))]),
      )
      .sort(),
    lease: leases.sort(),
  };
}
