import type { Standing } from "@/lib/core/people-file";
import type { List, Prisma } from "@/prisma/generated/client";
import { whoOptedOut } from "./subscribers";

interface Row {
  address: bigint;
  left: boolean;
  joined: Date | null;
}

/** How people and a list stand to each other, by the key of each address. Somebody nobody met yet is on no list. */
export async function standingOf(
  tx: Prisma.TransactionClient,
  list: List,
  people: { key: bigint; address: string }[],
  now: Date,
): Promise<(key: bigint) => Standing> {
  const recipients = new Map(people.map(({ key, address }) => [key, address]));
  const held = await whoOptedOut(tx, list, recipients, now);
  const keys = [...recipients.keys()];
  const rows = await tx.$queryRaw<Row[]>`
    select address, s.left_at is not null as left,
      (select max(at) from preference_change c where c.subscriber_id = p.id and c.list_id in (0, ${list.id})
        and action = 'joined' and door <> 'import') as joined
    from subscriber p join subscription s on s.subscriber_id = p.id and s.list_id = ${list.id}
    where address = any(${keys}::bigint[])`;
  const known = new Map(rows.map((row) => [row.address, row]));
  return (key) => {
    const row = known.get(key);
    return {
      subscribed: row !== undefined && !row.left,
      left: row?.left ?? false,
      held: held.has(key),
      joinedAt: row?.joined?.getTime() ?? null,
    };
  };
}
