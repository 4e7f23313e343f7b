import { domainOf } from "@/lib/core/address";
import type { Change, Evidence, HygieneItem, HygieneState } from "@/lib/core/hygiene";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { booleans, jsons, numbers, texts, times } from "./literals";
import { retried } from "./transaction";

/** The rows of the worklist of these addresses. */
export async function itemsOf(db: Database, addresses: bigint[]): Promise<Map<bigint, HygieneItem>> {
  const rows = await db.hygieneItem.findMany({
    where: { address: { in: addresses } },
    select: { address: true, state: true, evidence: true, decidedUpon: true, version: true },
  });
  return new Map(
    rows.map(({ address, state, evidence, decidedUpon, version }) => [
      address,
      {
        state: state as HygieneState,
        evidence: evidence as unknown as Evidence[],
        decidedUpon: decidedUpon?.getTime() ?? null,
        version,
      },
    ]),
  );
}

export type ItemWrite = { address: bigint; recipient: string; evidence: Evidence[]; at: number } & Extract<
  Change,
  { act: "write" }
>;

/** A row that a person has decided about meanwhile is left to the next pass: its version is another. */
const WRITE = `
insert into hygiene_item as h (address, recipient, domain, reasons, evidence, evidence_at, state, version, returned_at,
  found_at)
select address, recipient, domain, string_to_array(reasons, ','), evidence, evidence_at, state, version,
  case when returned then $10::timestamp end, $10::timestamp
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::timestamp[], $7::text[], $8::int[],
  $9::boolean[]) as new (address, recipient, domain, reasons, evidence, evidence_at, state, version, returned)
order by address
on conflict (address) do update set recipient = excluded.recipient, domain = excluded.domain,
  reasons = excluded.reasons, evidence = excluded.evidence, evidence_at = excluded.evidence_at, state = excluded.state,
  version = excluded.version, returned_at = coalesce(excluded.returned_at, h.returned_at)
where h.version = excluded.version - 1`;

/** Writes what a pass found; of rows to remove, those that are still open go. */
export async function writeItems(
  db: PrismaClient,
  writes: ItemWrite[],
  removed: bigint[],
  now: Date,
): Promise<void> {
  if (removed.length > 0)
    await retried(() => db.hygieneItem.deleteMany({ where: { address: { in: removed }, state: "open" } }));
  if (writes.length === 0) return;
  const values = [
    numbers(writes.map((row) => row.address)),
    texts(writes.map((row) => row.recipient)),
    texts(writes.map((row) => domainOf(row.recipient))),
    texts(writes.map((row) => row.evidence.map(({ reason }) => reason).join(","))),
    jsons(writes.map((row) => row.evidence)),
    times(writes.map((row) => row.at)),
    texts(writes.map((row) => row.state)),
    numbers(writes.map((row) => row.version)),
    booleans(writes.map((row) => row.returned)),
    now.toISOString().slice(0, -1),
  ];
  await retried(() => db.$executeRawUnsafe(WRITE, ...values));
}
