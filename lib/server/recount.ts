import type { Prisma } from "@/prisma/generated/client";
import { isCluster } from "./cluster";
import type { Database } from "./database";
import { changesTo, QUARTER, ROLLUPS, type Rollup, SEEN, sums } from "./rollups";

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

/** One thing that must follow from another: how many rows were looked at, and how many are not as they must be. */
export interface Check {
  name: string;
  checked: number;
  wrong: number;
  /** Rows that stand as they are: what they follow from is no longer kept. */
  unchecked: number;
}

/** The deliveries from `since` on (ms; null: all), as a recount sees them. */
const deliveries = (since: number | null): string => `(
  select ${QUARTER("at")} as quarter, sender, domain, campaign, verdict, (verdict >> 43)::int as outcome, ${SEEN("")} as seen, 1 as n
  from delivery where ${since === null ? "at is not null" : `at >= '${new Date(since).toISOString()}'::timestamp`}
) deliveries`;

/** The rows of a rollup that count deliveries from `since` on. */
function from({ key, of }: Rollup, since: number | null): string {
  if (since === null || of) return "true";
  const [unit, length] = "quarter" in key ? ["quarter", QUARTER_MS] : ["day", DAY_MS];
  return `${unit} >= ${since / Number(length)}`;
}

/** A recount less what is stored; no row where the two are the same. */
function correction(rollup: Rollup, since: number | null): string {
  const counts = Object.keys(rollup.counts);
  const key = Object.keys(rollup.key);
  const stored = [...key, ...counts.map((name) => `-${name}`)];
  return `
    select ${key.join(", ")}, ${counts.map((name) => `sum(${name})::int as ${name}`).join(", ")} from (
      ${sums(rollup, rollup.of ?? deliveries(since))}
      union all select ${stored.join(", ")} from ${rollup.table} where ${from(rollup, since)}
    ) difference group by ${key.join(", ")} having ${counts.map((name) => `sum(${name}) <> 0`).join(" or ")}`;
}

/** Every rollup beside a recount of the deliveries from `since` on (ms, a midnight UTC; null: all), each in one snapshot. */
export async function compareRollups(db: Database, since: number | null): Promise<Check[]> {
  const checks: Check[] = [];
  for (const rollup of ROLLUPS) {
    const nonzero = Object.keys(rollup.counts).map((name) => `${name} <> 0`);
    const [row] = await db.$queryRawUnsafe<Omit<Check, "name">[]>(`
      with differing as (${correction(rollup, since)}), stored as (
        select count(*) as n, count(*) filter (where ${from(rollup, since)}) as checked
        from ${rollup.table} where ${nonzero.join(" or ")}
      )
      select checked::int, (stored.n - checked)::int as unchecked, wrong.n::int as wrong
      from stored cross join (select count(*) as n from differing) wrong`);
    checks.push({ name: rollup.table, ...(row ?? { checked: 0, wrong: 0, unchecked: 0 }) });
  }
  return checks;
}

/**
 * Puts a rollup right from `since` on (as above) without holding anybody up. What is wrong with it is the same at every
 * moment, since each batch changes deliveries and rollups together: so the difference seen in one snapshot may be added
 * later. Two at once would add it twice: the caller keeps them apart.
 */
export async function rebuildRollup(
  tx: Prisma.TransactionClient,
  rollup: Rollup,
  since: number | null,
): Promise<void> {
  // A cluster has no snapshot across its nodes: there the batches have to wait.
  if (await isCluster(tx))
    await tx.$executeRawUnsafe(`lock table ${rollup.table} in share row exclusive mode`);
  await tx.$executeRawUnsafe(`with ${changesTo(rollup, correction(rollup, since))} select 1`);
}
