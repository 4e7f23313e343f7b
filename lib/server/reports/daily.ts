import { localDays } from "@/lib/core/buckets";
import type { Database } from "@/lib/server/database";
import { isEmpty, totalsOfDays } from "./quarters";
import { span } from "./span";

export interface Day {
  day: string;
  attempted: number;
  delivered: number;
  hard: number;
  soft: number;
  spam: number;
  suppressed: number;
  complaints: number;
  opens: number;
  clicks: number;
}

/**
 * One object for each local day in `tz` that has data, ascending: recipients by current outcome, in the day of their cohort.
 * @param args days are ISO and both included; without them, all days that have data
 */
export async function daily(
  db: Database,
  args: { from?: string; to?: string; tz: string; sender: string | null },
): Promise<Day[]> {
  const known = await span(db, args.tz);
  if (!known) return [];
  const from = args.from && args.from > known.from ? args.from : known.from;
  const to = args.to && args.to < known.to ? args.to : known.to;
  const days = localDays(from, to, args.tz);
  const totals = await totalsOfDays(db, days, args.sender);
  return days.flatMap(({ day }, i) => {
    const t = totals[i]!;
    if (isEmpty(t)) return [];
    const { attempted, delivered, hard, soft, spam, suppressed } = t;
    const engagement = { complaints: t.complained, opens: t.opened, clicks: t.clicked };
    return [{ day, attempted, delivered, hard, soft, spam, suppressed, ...engagement }];
  });
}
