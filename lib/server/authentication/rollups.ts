import type { Prisma } from "@/prisma/generated/client";
import type { Database } from "../database";
import type { Check } from "../recount";

const COUNTS = {
  n: "n",
  dkim: "case when dkim then n else 0 end",
  spf: "case when spf then n else 0 end",
  failed: "case when dkim or spf then 0 else n end",
  quarantined: "case when disposition = 'quarantine' then n else 0 end",
  rejected: "case when disposition = 'reject' then n else 0 end",
  disagreeing: "case when disagrees then n else 0 end",
};

/** What counts the records of reports; their days are UTC. */
const ROLLUPS = [
  { table: "per_dmarc", from: "dmarc_record", key: ["day", "sender", "origin", "reporter"], counts: COUNTS },
  { table: "per_dmarc_day", from: "dmarc_record", key: ["sender", "day"], counts: COUNTS },
  { table: "per_tls", from: "tls_record", key: ["day", "domain", "result"], counts: { n: "n" } },
];
type Rollup = (typeof ROLLUPS)[number];

/** Sums of the records of some reports, or of all. */
const sums = ({ from, key, counts }: Rollup, where: string): string =>
  `select ${key.join(", ")}, ${Object.entries(counts)
    .map(([name, value]) => `sum(${value})::bigint as ${name}`)
    .join(", ")} from ${from} where ${where} group by ${key.join(", ")}`;

/** Adds the records of reports to the rollups, or takes them out; by key, so that all writers lock in one order. */
export async function countReports(
  tx: Prisma.TransactionClient,
  reports: number[],
  sign: 1 | -1,
): Promise<void> {
  for (const rollup of ROLLUPS) {
    const { table, key, counts } = rollup;
    const names = Object.keys(counts);
    await tx.$executeRawUnsafe(
      `insert into ${table} as r (${[...key, ...names].join(", ")})
       select ${key.join(", ")}, ${names.map((name) => `${name} * ${sign}`).join(", ")}
       from (${sums(rollup, "report = any($1::int[])")}) sums order by ${key.join(", ")}
       on conflict (${key.join(", ")}) do update set ${names.map((name) => `${name} = r.${name} + excluded.${name}`).join(", ")}`,
      reports,
    );
  }
}

/** A recount of all records less what is stored; no row where the two are the same. */
function correction(rollup: Rollup): string {
  const { table, key, counts } = rollup;
  const names = Object.keys(counts);
  return `select ${key.join(", ")}, ${names.map((name) => `sum(${name})::bigint as ${name}`).join(", ")} from (
      ${sums(rollup, "true")}
      union all select ${key.join(", ")}, ${names.map((name) => `-${name}`).join(", ")} from ${table}
    ) difference group by ${key.join(", ")} having ${names.map((name) => `sum(${name}) <> 0`).join(" or ")}`;
}

/** Each rollup of the reports beside a recount of their records. Call it in one snapshot. */
export async function compareReports(db: Database): Promise<Check[]> {
  const checks: Check[] = [];
  for (const rollup of ROLLUPS) {
    const [row] = await db.$queryRawUnsafe<{ checked: number; wrong: number }[]>(
      `select (select count(*)::int from ${rollup.table} where n <> 0) as checked,
         (select count(*)::int from (${correction(rollup)}) wrong) as wrong`,
    );
    checks.push({ name: rollup.table, checked: row?.checked ?? 0, wrong: row?.wrong ?? 0, unchecked: 0 });
  }
  return checks;
}

/** Puts the rollups right. Reports that come meanwhile wait; there are few. */
export async function rebuildReports(tx: Prisma.TransactionClient): Promise<void> {
  for (const rollup of ROLLUPS) {
    const { table, key, counts } = rollup;
    await tx.$executeRawUnsafe(`lock table ${table} in share row exclusive mode`);
    await tx.$executeRawUnsafe(
      `insert into ${table} as r (${[...key, ...Object.keys(counts)].join(", ")}) ${correction(rollup)} order by ${key.join(", ")}
       on conflict (${key.join(", ")}) do update set ${Object.keys(counts)
         .map((name) => `${name} = r.${name} + excluded.${name}`)
         .join(", ")}`,
    );
  }
}
