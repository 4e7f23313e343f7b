import { evidenceOf } from "@/lib/core/bounce/evidence";
import type { OwnRules } from "@/lib/core/bounce/own-rules";
import { type Category, type Detail, type Kind, kindCode, OWN } from "@/lib/core/events";
import { packVerdict } from "@/lib/core/verdict";
import type { Prisma } from "@/prisma/generated/client";
import { booleans, jsons, numbers, texts, times } from "./literals";
import { withReading } from "./own-rules";

/** A bounce of the log, whole. */
export interface BounceRow {
  at: Date;
  address: bigint;
  message: bigint;
  kind: number;
  route: number;
  import: number;
  evidence: number;
  verdict: bigint;
  sender: number;
  campaign: number | null;
  amended: boolean;
  recipient: string;
  messageId: string;
  detail: Detail | null;
}

export const BOUNCE = "kind between 5 and 7";
export const BOUNCE_COLUMNS = `at, address, message, kind, route, import, evidence, verdict, sender, campaign, amended, recipient,
  message_id as "messageId", detail`;

/** What a row becomes under other rules. */
export interface Reread {
  row: BounceRow;
  kind: Kind;
  category: Category;
  verdict: number;
  detail: Detail;
  /** Whether one of the own rules speaks, or has spoken until now. */
  own: boolean;
}

/** Reads a row of the log again; null where that changes nothing, or where no evidence was kept. */
export function reread(row: BounceRow, rules: OwnRules): Reread | null {
  const evidence = evidenceOf(row.detail);
  if (!evidence) return null;
  const { reading, own } = rules.read(evidence, row.recipient);
  const detail = withReading(row.detail ?? undefined, reading);
  const kind = reading.class;
  const verdict = packVerdict({ ...reading, kind });
  const same =
    kindCode(kind) === row.kind &&
    BigInt(verdict) === row.verdict &&
    detail.rule === row.detail?.rule &&
    String(detail.span) === String(row.detail?.span);
  const before = row.detail?.rule?.startsWith(OWN) ?? false;
  return same
    ? null
    : { row, kind, category: reading.category, verdict, detail, own: own !== undefined || before };
}

const KEY = "at, address, message, kind, route, import, evidence";
const KEYS =
  "$1::timestamp[], $2::bigint[], $3::bigint[], $4::smallint[], $5::smallint[], $6::int[], $7::int[]";

/** The kind is part of a row's key: what is still there of the rows goes, and comes anew. */
const TAKE = `
delete from event e using unnest(${KEYS}) k(${KEY})
where e.at = k.at and e.address = k.address and e.message = k.message and e.kind = k.kind and e.route = k.route
  and e.import = k.import and e.evidence = k.evidence
returning e.at, e.address, e.message, e.kind, e.route, e.import, e.evidence`;

const PUT = `
insert into event as e (${KEY}, verdict, sender, campaign, amended, recipient, message_id, detail)
select * from unnest(${KEYS}, $8::bigint[], $9::int[], $10::int[], $11::boolean[], $12::text[], $13::text[],
  $14::jsonb[])
on conflict (${KEY}) do update set sender = greatest(e.sender, excluded.sender),
  campaign = greatest(e.campaign, excluded.campaign),
  recipient = greatest(e.recipient collate "C", excluded.recipient),
  message_id = greatest(e.message_id collate "C", excluded.message_id)`;

type Key = Pick<BounceRow, "at" | "address" | "message" | "kind" | "route" | "import" | "evidence">;

const keyOf = ({ at, address, message, kind, route, import: importId, evidence }: Key): string =>
  [at.getTime(), address, message, kind, route, importId, evidence].join(" ");

const keyColumns = (rows: Key[]): string[] => [
  times(rows.map((row) => row.at)),
  numbers(rows.map((row) => row.address)),
  numbers(rows.map((row) => row.message)),
  numbers(rows.map((row) => row.kind)),
  numbers(rows.map((row) => row.route)),
  numbers(rows.map((row) => row.import)),
  numbers(rows.map((row) => row.evidence)),
];

/**
 * Puts rows of the log where their new kind belongs. Call it with their deliveries locked. A row that has gone meanwhile,
 * because its import was undone, does not come back.
 * @returns what was written
 */
export async function moveRows(tx: Prisma.TransactionClient, changes: Reread[]): Promise<Reread[]> {
  const old = changes.map(({ row }) => row);
  const taken: Key[] = await tx.$queryRawUnsafe(TAKE, ...keyColumns(old));
  const there = new Set(taken.map(keyOf));
  const moved = changes.filter(({ row }) => there.has(keyOf(row)));
  await tx.$executeRawUnsafe(
    PUT,
    ...keyColumns(moved.map(({ row, kind }) => ({ ...row, kind: kindCode(kind) }))),
    numbers(moved.map(({ verdict }) => verdict)),
    numbers(moved.map(({ row }) => row.sender)),
    numbers(moved.map(({ row }) => row.campaign)),
    booleans(moved.map(({ row }) => row.amended)),
    texts(moved.map(({ row }) => row.recipient)),
    texts(moved.map(({ row }) => row.messageId)),
    jsons(moved.map(({ detail }) => detail)),
  );
  return moved;
}
