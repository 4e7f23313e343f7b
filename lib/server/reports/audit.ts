import type { Database } from "../database";

export interface AuditLine {
  id: string;
  /** ms since 1970, UTC. */
  at: number;
  actor: string;
  /** `noun.verb`, such as `suppression.release`. */
  action: string;
  subject: string;
  /** What was said with it, as plain JSON. */
  detail: Record<string, unknown>;
}

export interface AuditPage {
  lines: AuditLine[];
  /** Pass as `before` for the next, older page; null on the last. */
  next: string | null;
}

const PAGE = 50;

/** One page of the audit log, latest first. `before` is the id of the last line seen; what is no id starts at the top. */
export async function audit(db: Database, { before }: { before?: string | null }): Promise<AuditPage> {
  const id = /^\d{1,18}$/.test(before ?? "") ? { lt: BigInt(before!) } : undefined;
  const rows = await db.auditEntry.findMany({ where: { id }, orderBy: { id: "desc" }, take: PAGE + 1 });
  const lines = rows.slice(0, PAGE).map((row) => ({
    id: String(row.id),
    at: row.at.getTime(),
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    detail: row.detail as Record<string, unknown>,
  }));
  return { lines, next: rows.length > PAGE ? lines[PAGE - 1]!.id : null };
}
