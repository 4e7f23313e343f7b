import type { FeedName } from "@/lib/core/sources/doors";
import { type Position, positionOf } from "@/lib/server/feeds/feed";
import { written } from "@/lib/server/import-batch";
import { records } from "@/lib/server/log-reader/envelope";
import { LONGEST_RECORD, type Row } from "@/lib/server/log-reader/row";
import type { PrismaClient } from "@/prisma/generated/client";
import type { EventStream, StreamMessage } from "./event-stream";
import { takeRecords } from "./take-records";

/**
 * Reads on in each partition of a stream until nothing more is there. The position is ours, and moves with what was taken in;
 * a stream that was made anew is read from its start.
 * @param until breaks off there; the next look goes on
 * @throws whatever the stream or the database throws
 */
export async function pollStream(
  db: PrismaClient,
  feed: FeedName,
  stream: EventStream,
  { until, now = () => new Date() }: { until: Date; now?: () => Date },
): Promise<void> {
  const version = await stream.version();
  for (const path of await stream.partitions()) {
    let from: Position | null = await positionOf(db, feed, path);
    let after = from?.version === version ? Number(from.position) : null;
    while (now() < until) {
      const messages = await stream.read(path, after);
      const last = messages.at(-1);
      if (!last) break;
      const to = { position: BigInt(last.sequence), version };
      await takeRecords(db, { feed, path, rows: rowsOf(messages), from, to }, now());
      from = to;
      after = last.sequence;
    }
  }
}

async function* rowsOf(messages: StreamMessage[]): AsyncGenerator<Row[]> {
  for (const { sequence, body } of messages) yield rowsIn(sequence, body);
}

/** Azure Monitor sends `{"records": [...]}`; the library decodes it where it says that it is JSON. */
function rowsIn(line: number, body: unknown): Row[] {
  const text = Buffer.isBuffer(body) ? body.toString() : body;
  if (typeof text !== "string") return records(text, line, written(text));
  if (text.length > LONGEST_RECORD)
    return [{ line, reason: "The message is longer than 1 MB", raw: text.slice(0, 65_536) }];
  try {
    return records(JSON.parse(text), line, text);
  } catch {
    return [{ line, reason: "Not JSON", raw: text }];
  }
}
