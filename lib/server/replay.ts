import { Refusal } from "@/lib/core/error";
import { SOURCES } from "@/lib/core/sources";
import { decodeJson } from "@/lib/core/sources/json";
import { isSourceName } from "@/lib/core/sources/names";
import type { Parsed } from "@/lib/core/sources/source";
import type { PrismaClient, Quarantine } from "@/prisma/generated/client";
import { audit } from "./audit";
import { takeAgain } from "./authentication/take-report";
import { ingest } from "./ingest";
import { LIVE } from "./intake";
import { liveRefusalOf, logWindow, refusalOf } from "./log-window";
import { inTransaction } from "./transaction";

/** Where reports of receivers are from, see doors.ts. */
const REPORTS = "authentication";

/**
 * Reads again what was set aside, as it came or as somebody has mended it, and takes it in where that works now: for the
 * import that brought it, so that undoing that takes it back.
 * @param mended in the place of what came; the trail says that it was
 * @throws Refusal "invalid-input" with the reason where it still cannot be read, "conflict" where its import is not at rest
 */
export async function replay(
  db: PrismaClient,
  id: number,
  mended: string | undefined,
  actor: string,
  now: Date,
): Promise<{ accepted: number; duplicates: number }> {
  const row = await db.quarantine.findUnique({ where: { id } });
  if (!row) throw new Refusal("not-found", "This line is not in quarantine any more.");
  const { importId } = row;
  await refuseUnlessAtRest(db, importId);
  const counts =
    row.source === REPORTS
      ? await reportAgain(db, mended ?? row.raw, actor, now)
      : await ingest(db, (await readable(db, row, mended, now)).events, { importId });
  await inTransaction(db, async (tx) => {
    const { count } = await tx.quarantine.deleteMany({ where: { id } });
    if (count === 0) throw new Refusal("conflict", "Somebody else has dealt with this line.");
    if (importId !== LIVE)
      await tx.import.updateMany({
        where: { id: importId },
        data: { rejected: { decrement: 1 }, accepted: { increment: counts.accepted } },
      });
    const { accepted, duplicates } = counts;
    const detail = { accepted, duplicates, line: row.line, reason: row.reason, mended: mended !== undefined };
    await audit(tx, { actor, action: "quarantine.replayed", subject: subjectOf(row), detail }, now);
  });
  return counts;
}

/** Throws one line away. @throws Refusal "not-found" */
export async function discard(db: PrismaClient, id: number, actor: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await tx.quarantine.findUnique({ where: { id } });
    const { count } = await tx.quarantine.deleteMany({ where: { id } });
    if (!row || count === 0) throw new Refusal("not-found", "This line is not in quarantine any more.");
    const detail = { line: row.line, reason: row.reason };
    await audit(tx, { actor, action: "quarantine.discarded", subject: subjectOf(row), detail }, now);
  });
}

const subjectOf = ({ source, importId }: Quarantine): string =>
  importId === LIVE ? source : `import ${importId}`;

async function refuseUnlessAtRest(db: PrismaClient, importId: number): Promise<void> {
  if (importId === LIVE) return;
  const run = await db.import.findUnique({ where: { id: importId }, select: { state: true } });
  if (run?.state !== "done" && run?.state !== "failed")
    throw new Refusal("conflict", "Its import is running, or is being undone.");
}

async function reportAgain(db: PrismaClient, kept: string, actor: string, now: Date) {
  const { outcome } = await takeAgain(db, kept, actor, now).catch((error) => {
    throw error instanceof Refusal ? still(error.message) : error;
  });
  return outcome === "taken" ? { accepted: 1, duplicates: 0 } : { accepted: 0, duplicates: 1 };
}

async function readable(
  db: PrismaClient,
  { source, importId, raw }: Quarantine,
  mended: string | undefined,
  now: Date,
): Promise<Parsed> {
  if (!isSourceName(source))
    throw new Refusal("conflict", "Lines of this kind are imported again as a file.");
  const decoded = decodeJson(mended ?? raw);
  if ("reason" in decoded) throw still(decoded.reason);
  const { readWebhook, readRecord } = SOURCES[source];
  const [read, refusal] =
    importId === LIVE ? ([readWebhook, liveRefusalOf] as const) : ([readRecord, refusalOf] as const);
  const parsed = read(decoded.value);
  const window = await logWindow(db, now);
  const refused = parsed.events.map((event) => refusal(window, event.at)).find((reason) => reason !== null);
  const reason = parsed.rejects[0]?.reason ?? refused;
  if (reason) throw still(reason);
  return parsed;
}

const still = (reason: string) =>
  new Refusal("invalid-input", `It still cannot be read: ${reason.replace(/\.$/, "")}.`, "raw");
