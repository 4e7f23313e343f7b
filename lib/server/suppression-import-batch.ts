import { KeySet } from "@/lib/core/key-set";
import type { FileMapping } from "@/lib/core/suppression-file-columns";
import { judge, type Outcome, type Standing } from "@/lib/core/suppression-file-conflict";
import { type FileEntry, parseFileRow } from "@/lib/core/suppression-file-row";
import type { Prisma } from "@/prisma/generated/client";
import type { Database } from "./database";
import { addressKey, key } from "./keys";
import { numbers } from "./literals";
import { PEOPLE } from "./people-import-undo";
import { addEntries } from "./suppression-entries";
import type { FileRow } from "./suppression-import-file";
import { SUPPRESSIONS } from "./suppression-import-undo";

/** A row that says what it asks for. */
export interface Wanted {
  line: number;
  raw: string;
  address: bigint;
  entry: FileEntry;
}

interface Placed extends Wanted {
  /** 0: all mail. */
  listId: number;
  isMarketing: boolean;
  /** Null while it is open. */
  outcome: Outcome | null;
}

export interface Judged extends Placed {
  outcome: Outcome;
}

/** Of a row that cannot be read. */
export interface Invalid {
  line: number;
  raw: string;
  reason: string;
}

/** A date without its zone may be tomorrow's here. */
const DAY = 86_400_000;

/** @param now ms since 1970 */
export function readRow(row: FileRow, mapping: FileMapping, now: number): Wanted | Invalid {
  const { line, raw } = row;
  if ("reason" in row) return row;
  const parsed = parseFileRow(row.cell, mapping);
  if (!parsed.ok) return { line, raw, reason: parsed.reason };
  const { entry } = parsed;
  if (entry.since !== null && entry.since > now + DAY)
    return { line, raw, reason: "It begins later than now." };
  const since = entry.since && Math.min(entry.since, now);
  return { line, raw, address: addressKey(entry.recipient), entry: { ...entry, since } };
}

type Lists = Map<string, { id: number; isMarketing: boolean }>;
const ALL_MAIL = { id: 0, isMarketing: false };

/** Judges the rows of one file, batch by batch, by what was there before it. */
export class Judge {
  private readonly seen = new KeySet();

  private constructor(
    private readonly lists: Lists,
    /** Imports whose entries say nothing: those that are undone, and the one that is running. */
    private readonly unheard: number[],
    private readonly now: number,
  ) {}

  static async open(db: Database, now: Date, importId?: number): Promise<Judge> {
    const lists = await db.list.findMany({ orderBy: { id: "desc" } });
    const undone = await db.import.findMany({
      where: { source: { in: [SUPPRESSIONS, PEOPLE] }, state: { in: ["undone", "undoing"] } },
      select: { id: true },
    });
    // Of two lists of one name the older is meant, and one that is not archived before one that is.
    const ordered = [...lists].sort((a, b) => Number(b.archivedAt !== null) - Number(a.archivedAt !== null));
    return new Judge(
      new Map(
        ordered.map(({ id, name, kind }) => [nameKey(name), { id, isMarketing: kind === "marketing" }]),
      ),
      [...undone.map(({ id }) => id), ...(importId === undefined ? [] : [importId])],
      now.getTime(),
    );
  }

  /** Finds the list that each row is about, and what the file says a second time. Once for each row. */
  place(rows: Wanted[]): Placed[] {
    return rows.map((row) => {
      const { entry, address } = row;
      const list = entry.list === "" ? ALL_MAIL : this.lists.get(nameKey(entry.list));
      if (!list) return { ...row, listId: 0, isMarketing: false, outcome: "list-unknown" };
      const scope = key(`${entry.reason}\x1f${list.id}\x1f${entry.senderDomain}`);
      const outcome = this.seen.add(address ^ scope) ? null : "repeated";
      return { ...row, listId: list.id, isMarketing: list.isMarketing, outcome };
    });
  }

  /** Judges them by what the database holds now: as often as its transaction is tried. */
  async judge(db: Database, rows: Placed[]): Promise<Judged[]> {
    const keys = numbers([...new Set(rows.map((row) => row.address))]);
    const standing = await standingOf(db, keys, this.unheard);
    const joined = await joinedOf(db, keys);
    return rows.map((row) => {
      const { address, entry, listId, isMarketing } = row;
      const asked = { ...entry, listId, isMarketing };
      const here = [standing.get(address) ?? [], joined.get(address) ?? []] as const;
      return { ...row, outcome: row.outcome ?? judge(asked, ...here, this.now) };
    });
  }
}

const nameKey = (name: string): string => name.trim().normalize("NFC").toLowerCase();

async function standingOf(db: Database, keys: string, unheard: number[]): Promise<Map<bigint, Standing[]>> {
  type Row = { address: bigint; reason: string; listId: number; senderDomain: string } & {
    [K in "until" | "endedAt"]: Date | null;
  };
  const rows: Row[] = await db.$queryRawUnsafe(
    `select address, reason, list_id as "listId", sender_domain as "senderDomain", until, ended_at as "endedAt"
     from suppression_entry where address = any($1::bigint[]) and import <> all($2::int[])`,
    keys,
    numbers(unheard),
  );
  return grouped(rows, ({ until, endedAt, ...row }) => ({
    ...row,
    until: until?.getTime() ?? null,
    endedAt: endedAt?.getTime() ?? null,
  }));
}

async function joinedOf(db: Database, keys: string): Promise<Map<bigint, { at: number; listId: number }[]>> {
  const rows: { address: bigint; at: Date; listId: number }[] = await db.$queryRawUnsafe(
    `select address, at, list_id as "listId" from subscriber
     join preference_change on subscriber_id = subscriber.id
     where address = any($1::bigint[]) and action = 'joined' and door not in ('import', 'admin')`,
    keys,
  );
  return grouped(rows, ({ at, listId }) => ({ at: at.getTime(), listId }));
}

function grouped<R extends { address: bigint }, T>(rows: R[], told: (row: R) => T): Map<bigint, T[]> {
  const groups = new Map<bigint, T[]>();
  for (const row of rows) groups.set(row.address, [...(groups.get(row.address) ?? []), told(row)]);
  return groups;
}

/** Writes the entries, each with the import that brought it; one without a beginning begins now. */
export async function writeEntries(
  tx: Prisma.TransactionClient,
  rows: Judged[],
  importId: number,
  now: Date,
): Promise<void> {
  await addEntries(
    tx,
    rows.map(({ address, listId, entry }) => ({
      ...{ address, listId, importId, recipient: entry.recipient, reason: entry.reason },
      ...{
        senderDomain: entry.senderDomain,
        since: entry.since ?? now,
        until: entry.until,
        note: entry.note,
      },
    })),
  );
}
