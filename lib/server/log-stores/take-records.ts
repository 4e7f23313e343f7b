import type { Reject } from "@/lib/core/events";
import { SOURCES } from "@/lib/core/sources";
import type { FeedName } from "@/lib/core/sources/doors";
import { movePosition, type Position } from "@/lib/server/feeds/feed";
import { Batch } from "@/lib/server/import-batch";
import { ingest, quarantine } from "@/lib/server/ingest";
import { LIVE, noteIntake } from "@/lib/server/intake";
import type { Row } from "@/lib/server/log-reader/row";
import { logWindow } from "@/lib/server/log-window";
import { inTransaction } from "@/lib/server/transaction";
import type { PrismaClient } from "@/prisma/generated/client";

/** A piece of a feed: its records, and the position that is reached with them. */
export interface Piece {
  feed: FeedName;
  path: string;
  rows: AsyncIterable<Row[]>;
  from: Position | null;
  to: Position;
}

/**
 * Takes a piece of ACS logs in: events first, which may come twice; then what cannot be read, the counts and the position in
 * one transaction. A process that dies in between reads the piece again, and nothing is counted twice.
 * @throws Refusal "conflict" when another process has taken the piece; whatever the database throws
 */
export async function takeRecords(db: PrismaClient, piece: Piece, now: Date): Promise<void> {
  const { feed, path, rows, from, to } = piece;
  const window = await logWindow(db, now);
  const brought = { accepted: 0, duplicates: 0, late: 0, ignored: 0, rejected: 0 };
  const rejects: Reject[] = [];
  let newest: number | null = null;
  let batch = new Batch(SOURCES.acs, window);
  const send = async () => {
    const { accepted, duplicates, late } = await ingest(db, batch.events, { importId: LIVE, arrived: now });
    brought.accepted += accepted;
    brought.duplicates += duplicates;
    brought.late += late;
    brought.ignored += batch.ignored;
    brought.rejected += batch.rejects.length;
    rejects.push(...batch.rejects);
    for (const { at } of batch.events) newest = Math.max(newest ?? at, at);
    batch = new Batch(SOURCES.acs, window);
  };
  for await (const some of rows) {
    batch.add({ rows: some, bytesRead: 0, file: path });
    if (batch.isFull) await send();
  }
  await send();
  await inTransaction(db, async (tx) => {
    await movePosition(tx, { feed, path }, from, to, now);
    if (rejects.length > 0) await quarantine(tx, rejects, { importId: LIVE, source: "acs" }, now);
    await noteIntake(tx, feed, brought, newest, now);
  });
}
