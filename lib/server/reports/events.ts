import {
  type Category,
  cameBy,
  type Detail,
  type Kind,
  kindCode,
  kindOf,
  type Route,
} from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import { SOURCE_NAMES, type SourceName } from "@/lib/core/sources/names";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { addressKey, messageKey } from "@/lib/server/keys";
import { Prisma } from "@/prisma/generated/client";
import { spanOf } from "./bounced";
import { type Cursor, printCursor, readCursor } from "./keyset";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

const PAGE = 50;

export interface EventFilter {
  kind?: Kind;
  /** An address, or a message id. */
  q?: string;
  cursor?: string;
}

export interface EventRow {
  at: number;
  kind: Kind;
  source: SourceName;
  route: Route;
  /** 0: live. */
  importId: number;
  /** Keys of the delivery, decimal; the page of it is /events/[address]/[message]. */
  address: string;
  message: string;
  /** Empty where the report names none. */
  recipient: string;
  messageId: string;
  /** Empty where the report does not say. */
  sender: string;
  reply: number;
  enhanced: string;
  category: Category;
  /** What the receiver said, verbatim; empty where nothing. */
  text: string;
}

export interface Events {
  /** Newest first, at most 50. */
  rows: EventRow[];
  /** For the next page; null at the end. */
  next: string | null;
}

interface Row {
  at: Date;
  address: bigint;
  message: bigint;
  kind: number;
  route: number;
  import: number;
  verdict: bigint;
  detail: Detail | null;
  sender_name: string | null;
  recipient: string;
  message_id: string;
}

/** One page of the log as it came in, repeats by several routes included, by keyset. */
export async function events(db: Database, filter: Filter, wanted: EventFilter): Promise<Events> {
  const { start, end } = spanOf(filter);
  const rows = await db.$queryRaw<Row[]>`
    select e.*, s.name as sender_name
    from (select * from event
      where at >= ${new Date(start)}::timestamp and at < ${new Date(end)}::timestamp
        ${ofSenders(await senderIds(db, filter.sender))}
        ${wanted.kind ? ofKind(wanted.kind) : Prisma.empty}
        ${about(wanted.q?.trim())} ${after(readCursor(wanted.cursor, 5))}
      order by at desc, address desc, message desc, kind desc, route desc, import desc limit ${PAGE + 1}) as e
    left join sender s on s.id = e.sender
    order by e.at desc, e.address desc, e.message desc, e.kind desc, e.route desc, e.import desc`;
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return { rows: shown.map(eventRow), next: last && rows.length > PAGE ? printCursor(placeOf(last)) : null };
}

const placeOf = ({ at, address, message, kind, route, import: id }: Row): Cursor => ({
  at,
  keys: [address, message, BigInt(kind), BigInt(route), BigInt(id)],
});

/** Written out, so that the planner sees the condition of `event_kind_idx`. */
const ofKind = (kind: Kind): Prisma.Sql => Prisma.raw(`and kind = ${kindCode(kind)}`);

/** A message is found by its key; an address by the messages of its deliveries, which lie together. */
function about(q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.empty;
  return q.includes("@")
    ? Prisma.sql`and address = ${addressKey(q)}
        and message = any(array(select message from delivery where address = ${addressKey(q)}))`
    : Prisma.sql`and message = any(${SOURCE_NAMES.map((source) => messageKey(source, q))}::bigint[])`;
}

const after = (cursor: Cursor | null): Prisma.Sql =>
  cursor
    ? Prisma.sql`and (at, address, message, kind, route, import) < (${cursor.at}::timestamp, ${Prisma.join(cursor.keys)})`
    : Prisma.empty;

function eventRow(row: Row): EventRow {
  const { category, reply, enhanced } = unpackVerdict(Number(row.verdict));
  return {
    at: row.at.getTime(),
    kind: kindOf(row.kind)!,
    ...cameBy(row.route),
    importId: row.import,
    address: String(row.address),
    message: String(row.message),
    recipient: row.recipient,
    messageId: row.message_id,
    sender: row.sender_name ?? "",
    reply,
    enhanced,
    category,
    text: row.detail?.text ?? "",
  };
}
