import { Refusal } from "@/lib/core/error";
import { DEMO_DOOR } from "@/lib/core/sources/doors";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { removeReports } from "./authentication/demo-reports";
import { removePeople } from "./demo-people";
import { removeSpamRates } from "./gmail/spam-import";
import { lockLeases, refoldLeases } from "./leases";
import { PEOPLE, takeBackPeople } from "./people-import-undo";
import { type EventKey, refoldDeliveries } from "./refold";
import { followSoft } from "./soft-holds";
import { endImported, SUPPRESSIONS } from "./suppression-import-undo";
import { inTransaction } from "./transaction";

const EVENTS_AT_ONCE = 2_000;
const ADDRESSES_AT_ONCE = 500;

/** Event log and deliveries, with their rollups: exact after each batch. */
async function takeBackEvents(db: PrismaClient, id: number): Promise<void> {
  let since = new Date(0);
  for (;;) {
    const rows: (EventKey & { at: Date })[] = await db.$queryRawUnsafe(
      `select at, address, message, recipient from event
       where import = $1 and at >= $2 order by at limit ${EVENTS_AT_ONCE}`,
      id,
      since,
    );
    const last = rows.at(-1);
    if (!last) return;
    await refoldDeliveries(db, rows, id);
    await followSoft(db, { soft: rows.map((row) => row.address), others: [] });
    since = last.at;
  }
}

/** Claims and leases: exact after each batch. */
async function takeBackFacts(db: PrismaClient, id: number): Promise<void> {
  let after = -(2n ** 63n);
  for (;;) {
    const rows: { address: bigint }[] = await db.$queryRawUnsafe(
      `select distinct address from suppression_fact where import = $1 and address >= $2
       order by address limit ${ADDRESSES_AT_ONCE}`,
      id,
      after,
    );
    const addresses = rows.map((row) => row.address);
    const last = addresses.at(-1);
    if (last === undefined) return;
    await inTransaction(db, async (tx) => {
      await lockLeases(tx, addresses);
      await tx.suppressionFact.deleteMany({ where: { importId: id, address: { in: addresses } } });
      await refoldLeases(tx, addresses);
    });
    after = last;
  }
}

/**
 * Takes back all that one import brought, as if it had never run; its row stays, with the state "undone". Exact while
 * others ingest and after each of its batches (docs/decisions/0004-undo.md). Broken off, it is finished by calling it
 * again; the state is "undoing" until then. What retention has dropped from the log can no longer be taken back. Entries
 * of a file of suppressions end now, and stay as evidence; so does what the ledger says of a file of people.
 * @throws Refusal `not-found` when there is no such import, `conflict` when it is running or undone.
 */
export async function undoImport(db: PrismaClient, id: number, actor: string, now: Date): Promise<void> {
  const begun = await db.import.updateMany({
    where: { id, state: { in: ["done", "failed", "undoing"] } },
    data: { state: "undoing" },
  });
  if (begun.count === 0) {
    const found = await db.import.findUnique({ where: { id }, select: { state: true } });
    if (!found) throw new Refusal("not-found", "There is no such import.");
    throw new Refusal(
      "conflict",
      found.state === "running" ? "The import is still running." : "The import is undone already.",
    );
  }
  const { source, demo } = await db.import.findUniqueOrThrow({
    where: { id },
    select: { source: true, demo: true },
  });
  const detail =
    source === SUPPRESSIONS
      ? { entries: await endImported(db, id, now) }
      : source === PEOPLE
        ? { people: await takeBackPeople(db, id, now) }
        : undefined;
  if (detail === undefined) {
    await takeBackEvents(db, id);
    await takeBackFacts(db, id);
  }
  await inTransaction(db, async (tx) => {
    await tx.quarantine.deleteMany({ where: { importId: id } });
    if (detail === undefined) {
      await removePeople(tx, id);
      await removeReports(tx, id);
      if (demo) await tx.intake.deleteMany({ where: { door: DEMO_DOOR } });
      await removeSpamRates(tx, id);
    }
    const ended = await tx.import.updateMany({ where: { id, state: "undoing" }, data: { state: "undone" } });
    if (ended.count > 0) await audit(tx, { actor, action: "import.undo", subject: String(id), detail }, now);
  });
}
