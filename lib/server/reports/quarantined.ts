import { z } from "zod";
import type { Database } from "@/lib/server/database";

const PAGE = 25;

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
  const where = door ? { source: door } : {};
  const [rows, total] = await Promise.all([
    db.quarantine.findMany({
      where: { ...where, ...(cursor && { id: { lt: cursor } }) },
      orderBy: { id: "desc" },
      take: PAGE + 1,
    }),
    db.quarantine.count({ where }),
  ]);
  const shown = rows.slice(0, PAGE).map((row) => ({ ...row, id: Number(row.id), at: row.at.getTime() }));
  return { rows: shown, next: rows.length > PAGE ? String(shown.at(-1)?.id) : null, total };
}
