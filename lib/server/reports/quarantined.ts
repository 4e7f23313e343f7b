import { z } from "zod";
import type { Database } from "@/lib/server/database";
import { Prisma } from "@/prisma/generated/client";

const PAGE = 25;
/** Of one row, in characters. */
const SHOWN = 64_000;

export const quarantineQuery = z.object({
  /** Only of this door. */
  door: z.string().max(40).optional(),
  /** `next` of the page before: only older than this number. */
  cursor: z.coerce.number().int().positive().optional(),
});

export interface QuarantinedRow {
  id: number;
  source: string;
  /** 0: it came in by itself. */
  importId: number;
  line: number;
  reason: string;
  /** As it came, at most 64,000 characters. */
  raw: string;
  /** That is all of it. */
  whole: boolean;
  at: number;
}

export interface Quarantined {
  /** Newest first, at most 25. */
  rows: QuarantinedRow[];
  /** For the next page; null at the end. */
  next: string | null;
  total: number;
}

/** What could not be read, by whichever way it came. */
export async function quarantined(
  db: Database,
  { door, cursor }: z.output<typeof quarantineQuery>,
): Promise<Quarantined> {
  const where = Prisma.sql`${door === undefined} or source = ${door ?? ""}`;
  const [rows, [counted]] = await Promise.all([
    db.$queryRaw<(Omit<QuarantinedRow, "id" | "at"> & { id: bigint; at: Date })[]>`
      select id, source, import as "importId", line, reason, left(raw, ${SHOWN}) as raw, length(raw) <= ${SHOWN} as whole, at
      from quarantine where (${where}) and id < ${cursor ?? Number.MAX_SAFE_INTEGER} order by id desc limit ${PAGE + 1}`,
    db.$queryRaw<{ total: number }[]>`select count(*)::int as total from quarantine where (${where})`,
  ]);
  const shown = rows.slice(0, PAGE).map((row) => ({ ...row, id: Number(row.id), at: row.at.getTime() }));
  const next = rows.length > PAGE ? String(shown.at(-1)?.id) : null;
  return { rows: shown, next, total: counted?.total ?? 0 };
}
