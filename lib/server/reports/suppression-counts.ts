import { MOST_COUNTED } from "@/lib/core/bounded-count";
import { ENTRY_REASONS, SUPPRESSION_REASONS, type SuppressionReason } from "@/lib/core/suppression-reasons";
import type { Database } from "@/lib/server/database";
import { STANDING } from "@/lib/server/suppression-selection";
import { Prisma } from "@/prisma/generated/client";

const DAY = 86_400_000;

/** What stands now. A number above MOST_COUNTED says only that there are more. */
export interface SuppressionCounts {
  /** An address that two reasons hold counts under both. */
  counts: Record<SuppressionReason, number>;
  /** Leases that run out within 24 hours. */
  endingSoon: number;
  /** Entries with an end. */
  withEnd: number;
}

interface Part {
  reason: SuppressionReason;
  /** Entries with an end, leases that end within a day. */
  ending: boolean;
  from: Prisma.Sql;
}

/** How many suppressions stand for each reason, read from indexes alone and no further than MOST_COUNTED. */
export async function suppressionCounts(db: Database, now: number): Promise<SuppressionCounts> {
  const counted = partsOf(now).map(
    ({ reason, ending, from }) => Prisma.sql`
      select ${reason} as reason, ${ending}::boolean as ending, count(*)::int as n
      from (select 1 ${from} limit ${MOST_COUNTED + 1}) as bounded`,
  );
  const rows = await db.$queryRaw<{ reason: SuppressionReason; ending: boolean; n: number }[]>(
    Prisma.join(counted, " union all "),
  );
  const sumOf = (which: (row: (typeof rows)[number]) => boolean) =>
    Math.min(
      rows.reduce((sum, row) => sum + (which(row) ? row.n : 0), 0),
      MOST_COUNTED + 1,
    );
  return {
    counts: Object.fromEntries(
      SUPPRESSION_REASONS.map((reason) => [reason, sumOf((row) => row.reason === reason)]),
    ) as SuppressionCounts["counts"],
    endingSoon: sumOf(({ reason, ending }) => reason === "bounce" && ending),
    withEnd: sumOf(({ reason, ending }) => reason !== "bounce" && ending),
  };
}

function partsOf(now: number): Part[] {
  const [at, soon] = [new Date(now), new Date(now + DAY)];
  const leases = (until: Prisma.Sql) => Prisma.sql`from lease where until > ${until}`;
  const entries = (reason: SuppressionReason, ends: Prisma.Sql) =>
    Prisma.sql`from suppression_entry where ${STANDING} and since <= ${at}::timestamp and reason = ${reason} and ${ends}`;
  return [
    {
      reason: "bounce",
      ending: true,
      from: leases(Prisma.sql`${at}::timestamp and until <= ${soon}::timestamp`),
    },
    { reason: "bounce", ending: false, from: leases(Prisma.sql`${soon}::timestamp`) },
    ...ENTRY_REASONS.flatMap((reason) => [
      { reason, ending: true, from: entries(reason, Prisma.sql`until > ${at}::timestamp`) },
      { reason, ending: false, from: entries(reason, Prisma.sql`until is null`) },
    ]),
  ];
}
