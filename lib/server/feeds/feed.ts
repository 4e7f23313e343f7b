import { Refusal } from "@/lib/core/error";
import type { FeedName } from "@/lib/core/sources/doors";
import { storable } from "@/lib/core/sources/text";
import type { Database } from "@/lib/server/database";
import type { PrismaClient } from "@/prisma/generated/client";

const LONGEST_ERROR = 300;

/** Looks at a feed, and notes how it went. What fails is tried again at the next look; what it had taken in stays. */
export async function pollFeed(
  db: PrismaClient,
  name: FeedName,
  now: Date,
  poll: () => Promise<void>,
): Promise<void> {
  const polled = { polledAt: now };
  const known = await db.feed.upsert({ where: { name }, create: { name, ...polled }, update: polled });
  let error = "";
  try {
    await poll();
  } catch (failure) {
    error = storable(sentenceOf(failure).slice(0, LONGEST_ERROR));
  }
  await db.feed.update({ where: { name }, data: { error, errorAt: error ? (known.errorAt ?? now) : null } });
}

/** What went wrong, for an admin: never more than one line, never a secret out of an address. */
function sentenceOf(error: unknown): string {
  // Several attempts that failed are one error without words of its own, around theirs.
  if (error instanceof AggregateError && error.errors.length > 0) return sentenceOf(error.errors.at(-1));
  const { message, code, responseText, statusCode } = Object(error) as Record<string, unknown>;
  const lines = String(responseText || message || error).split("\n");
  const line = lines.find((one) => one.trim()) ?? "It failed, and did not say why.";
  const about = [code, statusCode].find((one) => typeof one === "string" || typeof one === "number");
  const told = line
    .replace(/(\/\/[^:@/\s]*:)[^@\s]*@/g, "$1…@")
    .replace(/(sig|key|token)=[^&\s;]*/gi, "$1=…");
  return about && !told.includes(String(about)) ? `${told} (${about})` : told;
}

/** How far a feed is read at a path, and what that holds for. */
export interface Position {
  position: bigint;
  version: string;
}

/** Nothing where it never was read there. */
export async function positionOf(db: Database, feed: FeedName, path: string): Promise<Position | null> {
  const select = { position: true, version: true };
  return db.feedPosition.findUnique({ where: { feed_path: { feed, path } }, select });
}

/**
 * Moves it on from where it was known to be.
 * @throws Refusal "conflict" when another process has moved it meanwhile: what it brought is there already
 */
export async function movePosition(
  db: Database,
  place: { feed: FeedName; path: string },
  from: Position | null,
  to: Position,
  now: Date,
): Promise<void> {
  const data = { ...to, changedAt: now };
  const { count } = from
    ? await db.feedPosition.updateMany({ where: { ...place, ...from }, data })
    : await db.feedPosition.createMany({ data: [{ ...place, ...data }], skipDuplicates: true });
  if (count === 0) throw new Refusal("conflict", "Another process reads this feed.");
}
