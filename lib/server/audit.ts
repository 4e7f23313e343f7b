import { createHash } from "node:crypto";
import type { Prisma } from "@/prisma/generated/client";
import type { Database } from "./database";

/** Who did what to what. No secrets and no passwords; `detail` is plain JSON. */
export interface AuditRecord {
  /** E-mail of the user, or "system", "command line", "anonymous". */
  actor: string;
  /** `noun.verb`, such as `suppression.release`. */
  action: string;
  subject: string;
  detail?: object;
}

/** Any number will do as long as nothing else takes it: "audi" in ASCII. */
const AUDIT_LOCK = 0x61756469;
const GENESIS = "";
const PAGE = 1000;

/**
 * Appends one row to the audit trail. Call it inside the transaction of the change it tells of, as its last statement:
 * writers of the trail queue up on its lock until they commit, so that the chain has one order.
 */
export async function audit(tx: Prisma.TransactionClient, record: AuditRecord, now: Date): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${AUDIT_LOCK})`;
  const last = await tx.auditEntry.findFirst({ orderBy: { id: "desc" }, select: { hash: true } });
  const { actor, action, subject } = record;
  const detail = JSON.parse(JSON.stringify(record.detail ?? {}));
  const hash = link(last?.hash ?? GENESIS, { at: now, actor, action, subject, detail });
  await tx.auditEntry.create({ data: { at: now, actor, action, subject, detail, hash } });
}

/**
 * Walks the whole trail and recomputes its chain. `brokenAt` is the id of the first row that does not follow from the
 * one before it: it, or a row before it, was changed, added or taken away. A trail cut at its end cannot be told.
 */
export async function verifyAudit(db: Database): Promise<{ rows: number; brokenAt: string | null }> {
  let rows = 0;
  let previous = GENESIS;
  let id = 0n;
  for (;;) {
    const page = await db.auditEntry.findMany({
      where: { id: { gt: id } },
      orderBy: { id: "asc" },
      take: PAGE,
    });
    for (const row of page) {
      if (row.hash !== link(previous, row)) return { rows, brokenAt: String(row.id) };
      rows += 1;
      previous = row.hash;
      id = row.id;
    }
    if (page.length < PAGE) return { rows, brokenAt: null };
  }
}

function link(
  previous: string,
  row: { at: Date; actor: string; action: string; subject: string; detail: unknown },
): string {
  const { at, actor, action, subject, detail } = row;
  const content = canonical([at.toISOString(), actor, action, subject, detail]);
  return createHash("sha256").update(`${previous}\n${content}`).digest("hex");
}

/** JSON with the keys of every object in order: the database keeps them in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
