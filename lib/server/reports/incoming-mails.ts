import { z } from "zod";
import { type BoundedSum, MOST_COUNTED } from "@/lib/core/bounded-count";
import { Refusal } from "@/lib/core/error";
import {
  type FoundDelivery,
  MAIL_STATES,
  type MailKind,
  type MailRoute,
  type MailState,
} from "@/lib/core/mail-in/kind";
import type { MailCounts } from "@/lib/core/mail-in/words";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";

const PAGE = 50;
/** What is counted and listed, in ms: thirty days. */
const SPAN = 30 * 86_400_000;

export const incomingMailsQuery = z.object({
  state: z.enum(MAIL_STATES).optional(),
  cursor: z.string().max(200).optional(),
});

/** A mail that came in, without what it says. */
export interface MailRow {
  digest: string;
  receivedAt: number;
  route: MailRoute;
  sender: string;
  subject: string;
  kind: MailKind;
  state: MailState;
  reason: string;
  incidents: number;
  repeats: number;
  found: FoundDelivery[];
}

export interface Mails {
  counts: MailCounts;
  /** Of them automatic replies; bounded as the counts are. */
  answers: number;
  /** Complaints that those taken in stand for; one report may stand for several. */
  incidents: BoundedSum;
  /** Newest first. */
  rows: MailRow[];
  next: string | null;
}

const SHOWN = {
  ...{ digest: true, receivedAt: true, route: true, sender: true, subject: true, kind: true, state: true },
  ...{ reason: true, incidents: true, repeats: true, found: true },
} as const;

type Stored = Prisma.IncomingMailGetPayload<{ select: typeof SHOWN }>;

/** As plain JSON. */
export const asMailRow = ({ receivedAt, route, kind, state, found, ...row }: Stored): MailRow => ({
  ...row,
  receivedAt: receivedAt.getTime(),
  route: route as MailRoute,
  kind: kind as MailKind,
  state: state as MailState,
  found: found as unknown as FoundDelivery[],
});

/** The mails of the last thirty days: how many of each state, and a page of them. By the index on their time. */
export async function incomingMails(
  db: Database,
  { state, cursor }: z.output<typeof incomingMailsQuery>,
  now: number,
): Promise<Mails> {
  const from = new Date(now - SPAN);
  const [counted, rows] = await Promise.all([countsSince(db, from), page(db, from, state, cursor)]);
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  return {
    ...counted,
    rows: rows.slice(0, PAGE).map(asMailRow),
    next: last ? `${last.receivedAt.getTime()}.${BigInt(`0x${last.digest}`)}` : null,
  };
}

/** Read from indexes alone, and no further than MOST_COUNTED each. */
async function countsSince(
  db: Database,
  from: Date,
): Promise<Pick<Mails, "counts" | "answers" | "incidents">> {
  const parts = [
    ...MAIL_STATES.map((state) => [state, Prisma.sql`state = ${state}`] as const),
    ["answers", Prisma.sql`kind = 'auto-reply'`] as const,
    ["incidents", Prisma.sql`state = 'taken' and incidents > 0`] as const,
  ];
  const each = parts.map(
    ([what, where]) => Prisma.sql`
      select ${what} as what, count(*)::int as mails, coalesce(sum(incidents), 0)::int as incidents
      from (select ${what === "incidents" ? Prisma.sql`incidents` : Prisma.sql`0`} as incidents
        from incoming_mail where ${where} and received_at >= ${from}::timestamp limit ${MOST_COUNTED + 1}) bounded`,
  );
  const rows = await db.$queryRaw<{ what: string; mails: number; incidents: number }[]>(
    Prisma.join(each, " union all "),
  );
  const of = (what: string) => rows.find((row) => row.what === what) ?? { mails: 0, incidents: 0 };
  const complaints = of("incidents");
  return {
    counts: Object.fromEntries(MAIL_STATES.map((state) => [state, of(state).mails])) as MailCounts,
    answers: of("answers").mails,
    incidents: { n: complaints.incidents, more: complaints.mails > MOST_COUNTED },
  };
}

/** One row more than a page, to know whether another follows. */
async function page(db: Database, from: Date, state?: MailState, cursor?: string): Promise<Stored[]> {
  const place = cursor ? readPlace(cursor) : null;
  const before = place
    ? { OR: [{ receivedAt: { lt: place.at } }, { receivedAt: place.at, digest: { lt: place.digest } }] }
    : {};
  return db.incomingMail.findMany({
    where: { receivedAt: { gte: from, ...(place && { lte: place.at }) }, ...before, ...(state && { state }) },
    orderBy: [{ receivedAt: "desc" }, { digest: "desc" }],
    take: PAGE + 1,
    select: SHOWN,
  });
}

/** A place as `1790000000000.1234`: the time, and the digest as a number. @throws Refusal "invalid-input" */
function readPlace(text: string): { at: Date; digest: string } {
  const [, at, key] = /^(\d{1,14})\.(\d{1,78})$/.exec(text) ?? [];
  if (at === undefined || key === undefined)
    throw new Refusal("invalid-input", "This page mark is not one of ours.", "cursor");
  return { at: new Date(Number(at)), digest: BigInt(key).toString(16).padStart(64, "0") };
}

/** How much of a mail is shown, in bytes: reports say what they say at their head. */
const SHOWN_BYTES = 64_000;

export interface MailReport extends MailRow {
  recipients: string[];
  size: number;
  handledAt: number | null;
  /** Its beginning as text; empty where it was erased. */
  text: string;
}

export const incomingMailQuery = z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/) });

/** One mail with what it says. @throws Refusal "not-found" */
export async function incomingMail(
  db: Database,
  { digest }: z.output<typeof incomingMailQuery>,
): Promise<MailReport> {
  const select = { ...SHOWN, recipients: true, size: true, handledAt: true };
  const row = await db.incomingMail.findUnique({ where: { digest }, select });
  if (!row) throw new Refusal("not-found", "There is no such mail.");
  const { recipients, size, handledAt, ...rest } = row;
  const [head] = await db.$queryRaw<{ raw: Uint8Array }[]>(
    Prisma.sql`select substring(raw from 1 for ${SHOWN_BYTES}) as raw from incoming_mail where digest = ${digest}`,
  );
  const text = new TextDecoder().decode(head?.raw ?? new Uint8Array()).replaceAll("\0", "\ufffd");
  return { ...asMailRow(rest), recipients, size, handledAt: handledAt?.getTime() ?? null, text };
}
