import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { inTransaction } from "./transaction";

/** A small table that counts deliveries; its texts are over quarter, sender, domain, verdict, outcome and seen. */
interface Rollup {
  table: string;
  key: Record<string, string>;
  counts: Record<string, string>;
  /** Which deliveries it counts. */
  where: string;
}

const DAY = { day: "quarter / 96", sender: "sender" };
const FINAL = {
  suppressed: "outcome = 3",
  delivered: "outcome = 4",
  soft: "outcome = 5",
  spam: "outcome = 6",
  hard: "outcome = 7",
};

/**
 * The one definition of every rollup, for its upkeep by difference and for its recount. Days and quarter hours are UTC,
 * counted from 1970; outcomes are kind codes, `seen` has a bit for each.
 */
export const ROLLUPS: Rollup[] = [
  {
    table: "per_quarter",
    key: { quarter: "quarter", sender: "sender" },
    counts: {
      queued: "outcome = 1",
      delayed: "outcome = 2",
      ...FINAL,
      asynchronous: "outcome > 4 and seen & 16 > 0",
      opened: "seen & 512 > 0",
      clicked: "seen & 1024 > 0",
      complained: "seen & 2048 > 0",
      unsubscribed: "seen & 4096 > 0",
    },
    where: "true",
  },
  {
    table: "per_code",
    key: { ...DAY, verdict: "verdict" },
    counts: { n: "true" },
    where: "outcome > 4 or outcome = 2",
  },
  {
    table: "per_domain",
    key: { ...DAY, domain: "domain" },
    counts: { ...FINAL, complained: "seen & 2048 > 0" },
    where: "outcome > 2",
  },
];

const columns = ({ key, counts }: Rollup): string[] => [...Object.keys(key), ...Object.keys(counts)];

/** Sums `n` of a source of deliveries into the rows of a rollup; rows of nothing but zeros are left out. */
function sums(rollup: Rollup, source: string): string {
  const keys = Object.entries(rollup.key).map(([name, value]) => `${value} as ${name}`);
  const counts = Object.entries(rollup.counts).map(
    ([name, condition]) => `coalesce(sum(n) filter (where ${condition}), 0)::int as ${name}`,
  );
  const names = Object.keys(rollup.counts);
  return `select * from (
    select ${[...keys, ...counts].join(", ")} from ${source} where ${rollup.where} group by ${keys.map((_, i) => i + 1)}
  ) sums where ${names.map((name) => `${name} <> 0`).join(" or ")}`;
}

/** What every statement that changes deliveries says of a row, as it is or as it was. */
export const QUARTER = (at: string): string => `floor(date_part('epoch', ${at}) / 900)::int`;

/**
 * The CTEs that bring the rollups after `side (quarter, sender, domain, verdict, seen, s)`: s is 1 for what a changed
 * row is, -1 for what it was. What cancels leaves first; rows go in by key, so that all writers lock in one order.
 */
export const ROLLUP_CHANGES = `moved as (
  select quarter, sender, domain, verdict, (verdict >> 43)::int as outcome, seen, sum(s)::int as n
  from side group by 1, 2, 3, 4, 5, 6 having sum(s) <> 0
), ${ROLLUPS.map((rollup) => {
  const key = Object.keys(rollup.key);
  return `${rollup.table}_change as (
  insert into ${rollup.table} as r (${columns(rollup).join(", ")})
  ${sums(rollup, "moved")} order by ${key.join(", ")}
  on conflict (${key.join(", ")}) do update set
    ${Object.keys(rollup.counts)
      .map((name) => `${name} = r.${name} + excluded.${name}`)
      .join(", ")}
)`;
}).join(", ")}`;

/** The deliveries as a recount sees them. */
const DELIVERIES = `(
  select ${QUARTER("at")} as quarter, sender, domain, verdict, (verdict >> 43)::int as outcome, seen, 1 as n
  from delivery where at is not null
) deliveries`;

/** One thing that must follow from another: how many rows were looked at, and how many are not as they must be. */
export interface Check {
  name: string;
  checked: number;
  wrong: number;
}

/** Every rollup beside a recount of the deliveries, each in one snapshot. */
export async function compareRollups(db: Database): Promise<Check[]> {
  const checks: Check[] = [];
  for (const rollup of ROLLUPS) {
    const names = columns(rollup).join(", ");
    const counted = Object.keys(rollup.counts).map((name) => `${name} <> 0`);
    const [row] = await db.$queryRawUnsafe<{ checked: number; wrong: number }[]>(`
      with recount as materialized (${sums(rollup, DELIVERIES)}), stored as materialized (
        select ${names} from ${rollup.table} where ${counted.join(" or ")}
      ), differing as (
        (select * from recount except select * from stored)
        union all (select * from stored except select * from recount)
      )
      select (select count(*) from stored)::int as checked,
        (select count(distinct (${Object.keys(rollup.key).join(", ")})) from differing)::int as wrong`);
    checks.push({ name: rollup.table, checked: row?.checked ?? 0, wrong: row?.wrong ?? 0 });
  }
  return checks;
}

/**
 * Counts a rollup afresh. The lock waits for batches under way and holds up those that follow; readers see the old rows
 * until the commit.
 */
export async function rebuildRollup(db: PrismaClient, table: string): Promise<void> {
  const rollup = ROLLUPS.find((one) => one.table === table);
  if (!rollup) throw new RangeError(`${table} is no rollup`);
  await inTransaction(db, async (tx) => {
    await tx.$executeRawUnsafe(`lock table ${table} in share row exclusive mode`);
    await tx.$executeRawUnsafe(`delete from ${table}`);
    await tx.$executeRawUnsafe(
      `insert into ${table} (${columns(rollup).join(", ")}) ${sums(rollup, DELIVERIES)}`,
    );
  });
}
