import { z } from "zod";
import { type BounceClass, CATEGORIES, type Category } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import { unpackVerdict } from "@/lib/core/verdict";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";
import {
  bouncesWithin,
  IS_BOUNCE,
  isCategory,
  isClass,
  isCode,
  nearest,
  PROVIDER_DIFFERS,
  pointsTo,
  spanOf,
} from "./bounced";
import { type Cursor, printCursor, readCursor } from "./keyset";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

const PAGE = 50;
const SEEN_DELIVERED = 1 << 4;

export const bounceFilter = z.object({
  class: z.enum(["hard", "soft", "spam"]).optional(),
  /** As the report `codes` names it: enhanced, basic, or the word of a category. */
  code: z.string().max(40).optional(),
  category: z.enum(CATEGORIES).optional(),
  /** A document that its replies point to, as the report `bounce-urls` names it. */
  page: z.string().max(1_000).optional(),
  /** Only those on which the provider's verdict differs from ours. */
  differing: z.literal("yes").optional(),
  cursor: z.string().max(200).optional(),
});
export type BounceFilter = z.infer<typeof bounceFilter>;

export interface BounceRow {
  /** Keys of the delivery, decimal; the page of it is /events/[address]/[message]. */
  address: string;
  message: string;
  recipient: string;
  messageId: string;
  /** Time of the delivery's earliest status, ms. */
  at: number;
  class: BounceClass;
  category: Category;
  /** Basic reply code, 0 where none. */
  reply: number;
  /** Empty where none. */
  enhanced: string;
  /** It was reported delivered first. */
  asynchronous: boolean;
  /** Empty where no route says. */
  sender: string;
}

export interface Bounces {
  /** Newest first, at most 50. */
  rows: BounceRow[];
  /** How many there are in all. */
  total: number;
  /** For the next page; null at the end. */
  next: string | null;
}

interface Row {
  address: bigint;
  message: bigint;
  recipient: string;
  message_id: string;
  at: Date;
  verdict: bigint;
  seen: number;
  sender: string | null;
}

/** One page of the bounced deliveries of a period, by keyset: stable while mail comes in. */
export async function bounces(db: Database, filter: Filter, wanted: BounceFilter): Promise<Bounces> {
  const { start, end } = spanOf(filter);
  const condition = Prisma.join(
    [
      ofSenders(await senderIds(db, filter.sender)),
      wanted.class ? isClass(wanted.class) : Prisma.empty,
      wanted.code ? isCode(wanted.code) : Prisma.empty,
      wanted.category ? isCategory(wanted.category) : Prisma.empty,
    ],
    " ",
  );
  const evidence = Prisma.join(
    [wanted.page ? pointsTo(wanted.page) : Prisma.empty, wanted.differing ? PROVIDER_DIFFERS : Prisma.empty],
    " ",
  );
  const within = Prisma.sql`at >= ${new Date(start)}::timestamp and at < ${new Date(end)}::timestamp
    and ${IS_BOUNCE} ${condition} ${evidence}`;
  const cursor = readCursor(wanted.cursor, 2);
  const newest = cursor ? Math.min(end, cursor.at.getTime() + 1) : end;
  // What the log says of a bounce is in no rollup, so that such a page cannot be foretold.
  const near =
    wanted.page || wanted.differing
      ? Prisma.empty
      : await nearest(db, { start, end: newest }, condition, PAGE + 1);
  const [rows, [sum]] = await Promise.all([
    db.$queryRaw<Row[]>`
      select d.address, d.message, d.recipient, d.message_id, d.at, d.verdict, d.seen, s.name as sender
      from (select * from delivery
        where ${within} ${near} ${after(cursor)}
        order by at desc, address, message limit ${PAGE + 1}) as d
      left join sender s on s.id = d.sender
      order by d.at desc, d.address, d.message`,
    wanted.page || wanted.differing
      ? db.$queryRaw<{ n: number }[]>`select count(*)::float8 as n from delivery where ${within}`
      : db.$queryRaw<{ n: number }[]>`
          select coalesce(sum(n), 0)::float8 as n from ${bouncesWithin({ start, end }, condition)} as bounced`,
  ]);
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    rows: shown.map(bounceRow),
    total: sum?.n ?? 0,
    next:
      last && rows.length > PAGE ? printCursor({ at: last.at, keys: [last.address, last.message] }) : null,
  };
}

const after = (cursor: Cursor | null): Prisma.Sql =>
  cursor
    ? Prisma.sql`and at <= ${cursor.at}::timestamp and (at < ${cursor.at}::timestamp
        or (address, message) > (${cursor.keys[0]}::bigint, ${cursor.keys[1]}::bigint))`
    : Prisma.empty;

function bounceRow(row: Row): BounceRow {
  const { outcome, category, reply, enhanced } = unpackVerdict(Number(row.verdict));
  return {
    address: String(row.address),
    message: String(row.message),
    recipient: row.recipient,
    messageId: row.message_id,
    at: row.at.getTime(),
    class: outcome as BounceClass,
    category,
    reply,
    enhanced,
    asynchronous: (row.seen & SEEN_DELIVERED) !== 0,
    sender: row.sender ?? "",
  };
}
