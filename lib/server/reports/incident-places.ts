import { ALERT_METRICS } from "@/lib/core/alerts/metric";
import type { PatternRule, RateRule } from "@/lib/core/alerts/rule";
import { dayNumber } from "@/lib/core/buckets";
import { OTHERS } from "@/lib/core/provider";
import { wilson } from "@/lib/core/statistics";
import { addTotals, emptyTotals, type Totals } from "@/lib/core/totals";
import type { Database } from "@/lib/server/database";
import { ofSenders } from "./quarters";
import { senderIds } from "./senders";

const DAY = 86_400_000;
const SHOWN = 6;

/** One way to take an incident's figure apart. */
export interface IncidentPlaces {
  by: "provider" | "sender";
  /** The worst first, by the lower end of the interval; what is not shown is the last, "All others". */
  rows: { name: string; k: number; n: number }[];
}

/** A figure over some days by mailbox provider and by sender; empty where it is not counted so, or not taken apart. */
export async function placesOf(
  db: Database,
  { metric, sender, slice }: Pick<RateRule | PatternRule, "metric" | "sender" | "slice">,
  { from, to }: { from: string; to: string },
): Promise<IncidentPlaces[]> {
  if (metric === "volume" || (slice && slice.by !== "provider")) return [];
  const senders = ofSenders(await senderIds(db, sender || null));
  type Row = { sender: string; provider: string } & Omit<
    Totals,
    "attempted" | "sent" | "pending" | "opened" | "clicked"
  >;
  const rows = await db.$queryRaw<Row[]>`
    select (select name from sender as named where named.id = counted.sender) as sender, provider, delivered, hard,
      soft, spam, suppressed, deferred, asynchronous, complained, unsubscribed
    from (select sender, provider, sum(delivered)::float8 as delivered, sum(hard)::float8 as hard,
        sum(soft)::float8 as soft, sum(spam)::float8 as spam, sum(suppressed)::float8 as suppressed,
        sum(deferred)::float8 as deferred, sum(asynchronous)::float8 as asynchronous,
        sum(complained)::float8 as complained, sum(unsubscribed)::float8 as unsubscribed
      from per_provider where day >= ${dayNumber(from) / DAY} and day <= ${dayNumber(to) / DAY} ${senders}
      group by 1, 2) counted`;
  const { k, n } = ALERT_METRICS[metric];
  const places = (["provider", "sender"] as const).map((by): IncidentPlaces => {
    const sums = new Map<string, Totals>();
    for (const row of rows) {
      if (slice && row.provider !== slice.name) continue;
      const sent = row.delivered + row.soft + row.spam + row.hard;
      const counts = { ...emptyTotals(), ...row, sent, attempted: sent + row.suppressed };
      sums.set(row[by], addTotals(sums.get(row[by]) ?? emptyTotals(), counts));
    }
    return { by, rows: worst([...sums].map(([name, totals]) => ({ name, k: k(totals), n: n(totals) }))) };
  });
  return places.filter((place) => place.rows.length > 1);
}

function worst(rows: IncidentPlaces["rows"]): IncidentPlaces["rows"] {
  const known = rows.filter(({ n }) => n > 0);
  const named = known
    .filter(({ name }) => name !== OTHERS)
    .sort((a, b) => wilson(b.k, b.n).low - wilson(a.k, a.n).low || b.n - a.n || (a.name < b.name ? -1 : 1));
  const shown = named.slice(0, SHOWN);
  const rest = known.filter((row) => !shown.includes(row));
  if (rest.length === 0) return shown;
  const sum = (key: "k" | "n") => rest.reduce((total, row) => total + row[key], 0);
  return [...shown, { name: "All others", k: sum("k"), n: sum("n") }];
}
