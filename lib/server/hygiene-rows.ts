import { parseAddress } from "@/lib/core/address";
import type { Evidence, HygieneState } from "@/lib/core/hygiene";
import type { HygieneFilter } from "@/lib/core/hygiene-filter";
import { Prisma } from "@/prisma/generated/client";
import type { Database } from "./database";
import { addressKey } from "./keys";

/** A row of the worklist as it is stored. */
export interface HygieneRecord {
  address: bigint;
  recipient: string;
  evidence: Evidence[];
  evidence_at: Date;
  found_at: Date;
  state: HygieneState;
  decided_at: Date | null;
  decided_by: string | null;
  returned_at: Date | null;
  version: number;
}

/** A page of the worklist, the latest evidence first, from behind a place on. */
export function hygieneRecords(
  db: Database,
  filter: HygieneFilter,
  after: { at: Date; address: bigint } | null,
  limit: number,
): Promise<HygieneRecord[]> {
  return db.$queryRaw<HygieneRecord[]>`
    select address, recipient, evidence, evidence_at, found_at, state, decided_at, decided_by, returned_at, version
    from hygiene_item where ${matching(filter)}
      ${after ? Prisma.sql`and (evidence_at, address) < (${after.at}::timestamp, ${after.address}::bigint)` : Prisma.empty}
    order by evidence_at desc, address desc limit ${limit}`;
}

function matching({ state, reason, q }: HygieneFilter): Prisma.Sql {
  const parts = [Prisma.sql`true`];
  if (state) parts.push(Prisma.sql`state = ${state}`);
  if (reason) parts.push(Prisma.sql`${reason} = any(reasons)`);
  const text = q?.toLowerCase();
  if (text)
    parts.push(
      parseAddress(text).ok
        ? Prisma.sql`address = ${addressKey(text)}`
        : Prisma.sql`position(${text} in lower(recipient)) > 0`,
    );
  return Prisma.join(parts, " and ");
}
