import { csvRecord } from "@/lib/core/csv";
import { type Kind, kindOf } from "@/lib/core/events";
import type { Database } from "./database";
import { addressKey } from "./keys";
import { type Ledger, type LedgerRow, ledgerOf, ledgerOfSubscriber } from "./ledger";

/** Of the newest events; the log of one person hardly has more, and its retention bounds it. */
const MOST_EVENTS = 10_000;

/** All that is kept about one person (Article 15 GDPR): what they decided, and what became of their mail. */
export interface PersonExport extends Ledger {
  /** Of the event log, newest first, as far as it is kept; at most 10,000. */
  events: { at: string; what: Kind; sender: string; message: string }[];
}

/** @returns null when nobody has this address and no mail to it is in the log */
export async function personExport(db: Database, address: string): Promise<PersonExport | null> {
  const events = await eventsOf(db, addressKey(address));
  const ledger = await ledgerOf(db, address);
  if (ledger) return { ...ledger, events };
  if (events.length === 0) return null;
  return { ...{ id: "", address, knownSince: "" }, subscriptions: [], suppressions: [], changes: [], events };
}

/** By the id that links know. @throws Refusal "not-found" when nobody has it */
export async function subscriberExport(db: Database, id: string): Promise<PersonExport> {
  const ledger = await ledgerOfSubscriber(db, id);
  const person = await db.subscriber.findUniqueOrThrow({ where: { id }, select: { address: true } });
  return { ...ledger, events: await eventsOf(db, person.address) };
}

async function eventsOf(db: Database, address: bigint): Promise<PersonExport["events"]> {
  const rows = await db.$queryRaw<{ at: Date; kind: number; sender: string | null; message_id: string }[]>`
    select e.at, e.kind, s.name as sender, e.message_id
    from (select * from event where address = ${address}
        and message = any(array(select message from delivery where address = ${address}))
      order by at desc limit ${MOST_EVENTS}) as e
    left join sender s on s.id = e.sender order by e.at desc`;
  return rows.map(({ at, kind, sender, message_id }) => ({
    at: at.toISOString(),
    what: kindOf(kind)!,
    sender: sender ?? "",
    message: message_id,
  }));
}

const often = ({ days }: LedgerRow): string | undefined =>
  days === undefined ? undefined : days === 0 ? "every mail" : `at most one mail in ${days} days`;

const agreed = ({ consent }: LedgerRow): string | undefined =>
  consent && `consent ${consent.language}-${consent.version} “${consent.text}”`;

/** The same as a table for spreadsheets: one line for each fact, in the order of the export. */
export function personCsv(person: PersonExport): string {
  const { address, id, knownSince, subscriptions, suppressions, changes, events } = person;
  const rows: (string | number)[][] = [
    ["person", knownSince, address, id, ""],
    ...subscriptions.map(({ list, since, leftAt }) => ["subscription", since, list, leftAt ?? "", ""]),
    ...suppressions.map((one) => [
      "held back",
      one.since,
      one.list,
      one.reason,
      one.endedAt ?? one.until ?? "",
    ]),
    ...changes.map((one) => [
      ...["decision", one.at, one.list, one.action],
      [one.door, one.wording, one.mailing, one.reason, one.until, often(one), one.basis, agreed(one)]
        .concat(one.network, one.agent)
        .filter(Boolean)
        .join(" "),
    ]),
    ...events.map(({ at, what, sender, message }) => ["mail", at, sender, what, message]),
  ];
  return [["kind", "time (UTC)", "about", "what", "detail"], ...rows].map(csvRecord).join("");
}
