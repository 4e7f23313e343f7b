import { type Drift, driftOf } from "@/lib/core/drift";
import { MAX_STAY } from "@/lib/core/suppression";
import { unpackVerdict } from "@/lib/core/verdict";
import type { PrismaClient } from "@/prisma/generated/client";
import { factsOf } from "./leases";
import { numbers, texts, times } from "./literals";
import { inTransaction } from "./transaction";

/** How far back drift is counted, in ms. */
export const DRIFT_SPAN = 30 * 86_400_000;
/** Under this name the table of background jobs keeps when it was last counted to the end. */
export const DRIFT_COUNTED = "drift.counted";
const ADDRESSES_AT_ONCE = 1000;

/**
 * Counts the drift of the last thirty days anew, address by address, from facts and deliveries: exact for each address
 * at the time it is read. It reads the leases that something happened to, by their index, and never walks the log.
 */
export async function recountDrift(db: PrismaClient, now: Date): Promise<void> {
  const from = now.getTime() - DRIFT_SPAN;
  // A cycle that was in force at `from` had an event in the 14 days before.
  let after = { at: new Date(from - MAX_STAY), address: -(2n ** 63n) };
  for (;;) {
    const rows = await db.$queryRaw<{ address: bigint; at: Date }[]>`
      select address, last_at as at from lease where (last_at, address) > (${after.at}::timestamp, ${after.address})
      order by last_at, address limit ${ADDRESSES_AT_ONCE}`;
    const last = rows.at(-1);
    if (!last) break;
    await recount(
      db,
      rows.map((row) => row.address),
      from,
    );
    after = last;
  }
  await recountKnown(db, from);
  await db.drift.deleteMany({ where: { at: { lt: new Date(from) } } });
  const name = DRIFT_COUNTED;
  await db.backgroundJob.upsert({ where: { name }, create: { name, ranAt: now }, update: { ranAt: now } });
}

/** Those that stand in the table, some of which may have lost all their facts by an undo. */
async function recountKnown(db: PrismaClient, from: number): Promise<void> {
  for (let after = -(2n ** 63n); ; ) {
    const rows = await db.$queryRaw<{ address: bigint }[]>`
      select distinct address from drift where address > ${after} order by address limit ${ADDRESSES_AT_ONCE}`;
    const last = rows.at(-1);
    if (!last) return;
    await recount(
      db,
      rows.map((row) => row.address),
      from,
    );
    after = last.address;
  }
}

interface Attempt {
  address: bigint;
  message: string;
  at: Date;
  verdict: bigint;
}

/** What was attempted: delivered, soft, spam and hard, whose packed verdicts have rank 4 to 7. */
const ATTEMPTS = `
select address, message::text as message, at, verdict from delivery
where address = any($1::bigint[]) and at >= $2::timestamp and rank_of(verdict) >= 4`;

async function recount(db: PrismaClient, addresses: bigint[], from: number): Promise<void> {
  const facts = await factsOf(db, addresses);
  const attempts: Attempt[] = await db.$queryRawUnsafe(ATTEMPTS, numbers(addresses), new Date(from));
  const tried = new Map<bigint, Map<string, Attempt>>();
  for (const attempt of attempts) {
    const known = tried.get(attempt.address);
    if (known) known.set(attempt.message, attempt);
    else tried.set(attempt.address, new Map([[attempt.message, attempt]]));
  }
  const rows = [...facts].flatMap(([address, { recipient, facts: own }]) => {
    const mails = tried.get(address);
    const asked = [...(mails?.values() ?? [])].map(({ message, at }) => ({ message, at: at.getTime() }));
    return driftOf(own, asked, from).map((drift) => {
      const mail = drift.kind === "attempted" ? mails?.get(drift.message) : undefined;
      const outcome = mail ? (unpackVerdict(Number(mail.verdict)).outcome ?? "") : "suppressed";
      return { ...drift, address, recipient, outcome };
    });
  });
  await replace(db, addresses, rows);
}

type Row = Drift & { address: bigint; recipient: string; outcome: string };

async function replace(db: PrismaClient, addresses: bigint[], rows: Row[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.$executeRawUnsafe("delete from drift where address = any($1::bigint[])", numbers(addresses));
    if (rows.length === 0) return;
    await tx.$executeRawUnsafe(
      `insert into drift (address, message, kind, at, recipient, outcome, lease_start, lease_step, lease_until)
       select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::timestamp[], $5::text[], $6::text[],
         $7::timestamp[], $8::smallint[], $9::timestamp[])`,
      numbers(rows.map((row) => row.address)),
      texts(rows.map((row) => row.message)),
      texts(rows.map((row) => row.kind)),
      times(rows.map((row) => row.at)),
      texts(rows.map((row) => row.recipient)),
      texts(rows.map((row) => row.outcome)),
      times(rows.map((row) => row.lease?.cycleStart ?? null)),
      numbers(rows.map((row) => row.lease?.step ?? null)),
      times(rows.map((row) => row.lease?.until ?? null)),
    );
  });
}
