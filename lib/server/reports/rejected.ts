import type { Database } from "@/lib/server/database";

const SHOWN = 50;
const EXCERPT = 200;

export interface RejectedLine {
  line: number;
  reason: string;
  /** The first 200 characters. */
  raw: string;
}

/** The first lines of one import that could not be read, and how many there are. */
export interface Rejected {
  rows: RejectedLine[];
  total: number;
}

export async function rejected(db: Database, importId: number): Promise<Rejected> {
  const where = { importId };
  const [rows, total] = await Promise.all([
    db.quarantine.findMany({
      where,
      orderBy: { id: "asc" },
      take: SHOWN,
      select: { line: true, reason: true, raw: true },
    }),
    db.quarantine.count({ where }),
  ]);
  return { rows: rows.map((row) => ({ ...row, raw: row.raw.slice(0, EXCERPT) })), total };
}
