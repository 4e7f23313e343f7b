import { Refusal } from "@/lib/core/error";
import { logMonthOf } from "@/lib/core/retention";
import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { ensurePartitions, logMonths } from "./partitions";

/*
 * A backup is text: a line of JSON about it, then lines `table TAB rows`, the rows as a JSON array that PostgreSQL wrote and
 * reads again, so that no number passes through one of ours; last `end TAB number of rows`.
 */

const FORMAT = "repute-backup-1";
const ROWS_AT_ONCE = 2_000;
/** Of tables whose rows may be megabytes. */
const LARGE_ROWS: Record<string, number> = { incoming_mail: 4 };
const DAY = 86_400_000;
const AT_LENGTH = { maxWait: 60_000, timeout: DAY };

interface Header {
  format: string;
  at: string;
  /** Names of the migrations that its tables come from. */
  migrations: string[];
  /** Months of the event log. */
  months: string[];
}

/** Tables of ours, those that refer to others last. */
async function tablesOf(tx: Prisma.TransactionClient): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select relname::text as name from pg_class c
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname <> '_prisma_migrations' and not exists (select from pg_depend where objid = c.oid and deptype = 'e')
    order by exists (select from pg_constraint where conrelid = c.oid and contype = 'f'), relname`;
  return rows.map(({ name }) => name);
}

async function migrationsOf(tx: Prisma.TransactionClient): Promise<string[]> {
  const [table] = await tx.$queryRaw<{ there: boolean }[]>`
    select to_regclass('_prisma_migrations') is not null as there`;
  if (!table?.there) return [];
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select migration_name as name from _prisma_migrations where rolled_back_at is null order by 1`;
  return rows.map(({ name }) => name);
}

/** Everything of one moment, as lines without their ends; others may write meanwhile. The master secret is not in it. */
export async function backup(
  db: PrismaClient,
  write: (line: string) => Promise<void>,
  now: Date,
): Promise<{ rows: number }> {
  return db.$transaction(
    async (tx) => {
      const months = (await logMonths(tx)).map(({ name }) => name);
      const header: Header = {
        ...{ format: FORMAT, at: now.toISOString(), migrations: await migrationsOf(tx), months },
      };
      await write(JSON.stringify(header));
      let rows = 0;
      for (const table of await tablesOf(tx)) {
        await tx.$executeRawUnsafe(
          `declare page no scroll cursor for select to_jsonb(t)::text as row from "${table}" t`,
        );
        for (;;) {
          const page = await tx.$queryRawUnsafe<{ row: string }[]>(
            `fetch ${LARGE_ROWS[table] ?? ROWS_AT_ONCE} from page`,
          );
          if (page.length === 0) break;
          rows += page.length;
          await write(`${table}\t[${page.map(({ row }) => row).join(",")}]`);
        }
        await tx.$executeRawUnsafe("close page");
      }
      await write(`end\t${rows}`);
      return { rows };
    },
    { isolationLevel: "RepeatableRead", ...AT_LENGTH },
  );
}

/**
 * Puts the lines of a backup into an empty database of the same version: all of them, or none.
 * @throws Refusal "invalid-input" for what is no whole backup or of another version, "conflict" where there is data
 */
export async function restore(db: PrismaClient, lines: AsyncIterable<string>): Promise<{ rows: number }> {
  const all = lines[Symbol.asyncIterator]();
  const header = readHeader((await all.next()).value);
  const found = await migrationsOf(db);
  if (String(found) !== String(header.migrations))
    throw new Refusal(
      "invalid-input",
      "The backup is of another version. Restore it with that one, then upgrade.",
    );
  await refuseUnlessEmpty(db);
  await ensurePartitions(
    db,
    header.months.flatMap((name) => logMonthOf(name)?.from ?? []),
  );
  return db.$transaction(async (tx) => {
    const tables = await tablesOf(tx);
    await clear(tx, tables);
    let rows = 0;
    for (let next = await all.next(); !next.done; next = await all.next()) {
      const [table = "", text = ""] = next.value.split("\t", 2);
      if (table === "end" && text === String(rows)) {
        await continueNumbers(tx, tables);
        return { rows };
      }
      if (!tables.includes(table)) throw broken();
      rows += await tx.$executeRawUnsafe(
        `insert into "${table}" select * from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
        text,
      );
    }
    throw broken();
  }, AT_LENGTH);
}

const broken = () => new Refusal("invalid-input", "This is no whole backup. Nothing was restored.");

function readHeader(line: string | undefined): Header {
  try {
    const header: Header = JSON.parse(line ?? "");
    if (header.format === FORMAT && Array.isArray(header.months)) return header;
  } catch {
    // Anything may stand in a file.
  }
  throw broken();
}

async function refuseUnlessEmpty(db: PrismaClient): Promise<void> {
  const counts = await Promise.all([
    db.user.count(),
    db.import.count(),
    db.delivery.count(),
    db.auditEntry.count(),
  ]);
  if (counts.some((count) => count > 0))
    throw new Refusal("conflict", "There is data already. A backup is restored into an empty database.");
}

/** Rows that migrations and the launcher have made. */
async function clear(tx: Prisma.TransactionClient, tables: string[]): Promise<void> {
  for (const table of tables.toReversed()) {
    const [row] = await tx.$queryRawUnsafe<{ filled: boolean }[]>(
      `select exists (select 1 from "${table}") as filled`,
    );
    if (row?.filled) await tx.$executeRawUnsafe(`delete from "${table}"`);
  }
}

/** Counters go on behind the greatest number that was restored. */
async function continueNumbers(tx: Prisma.TransactionClient, tables: string[]): Promise<void> {
  for (const table of tables) {
    const columns = await tx.$queryRaw<{ name: string; sequence: string }[]>`
      select attname::text as name, pg_get_serial_sequence(quote_ident(${table}), attname) as sequence from pg_attribute
      where attrelid = quote_ident(${table})::regclass and attnum > 0 and not attisdropped
        and pg_get_serial_sequence(quote_ident(${table}), attname) is not null`;
    for (const { name, sequence } of columns)
      await tx.$queryRawUnsafe(
        `select setval($1::regclass, greatest(max("${name}"), 1), max("${name}") is not null)::text from "${table}"`,
        sequence,
      );
  }
}
