import { SILENT_DAYS } from "@/lib/core/list-health";
import type { Database } from "./database";
import { READ } from "./recency";
import { inTransaction } from "./transaction";

const LONGEST = Math.max(...SILENT_DAYS);
const daysBefore = (days: number): string => `$1::timestamp - interval '${days} days'`;
const IN_FORCE = `sender_domain = '' and ended_at is null and since <= $1::timestamp
  and (until is null or until > $1::timestamp)`;

/**
 * Who is on each list, by what keeps them from its mail and by what they read, at $1. Leaving all lists at once does not
 * keep transactional mail back. An address is kept under its own key or by its whole domain. What lies on the workers of a
 * cluster is fetched first: people and entries are elsewhere.
 */
const COUNT = `
insert into list_health (list_id, counted_at, people, bounced, dead, silent)
with mail as materialized (
  select address, max(at) filter (where rank_of(verdict) = 4) as delivered_at,
    max(at) filter (where rank_of(verdict) = 7) as hard_at, max(at) filter (where ${READ("")}) as read_at
  from delivery where at > ${daysBefore(LONGEST)} and at <= $1::timestamp group by 1
), held as materialized (
  select address from lease where until > $1::timestamp
), entry as (
  select address, array_agg(list_id) filter (where reason <> 'unsubscribe' or list_id > 0) as lists,
    bool_or(reason = 'unsubscribe' and list_id = 0) as left_all
  from suppression_entry where recipient like '_%@%' and ${IN_FORCE} group by 1
), domain_entry as (
  select domain, array_agg(list_id) as lists
  from suppression_entry where recipient <> '' and recipient not like '_%@%' and ${IN_FORCE} group by 1
), person as (
  select list_id, kind = 'transactional' as stays, address, lower(substring(recipient from '[^@]*$')) as domain
  from subscription join list on list.id = list_id join subscriber on subscriber.id = subscriber_id
  where left_at is null and archived_at is null
), placed as (
  select * from person union select distinct 0, true, address, domain from person
), judged as (
  select placed.list_id, coalesce(hard_at >= delivered_at, hard_at is not null) as bounced,
    held.address is not null or coalesce(entry.lists && array[0, list_id], false)
      or coalesce(left_all, false) and not stays or coalesce(domain_entry.lists && array[0, list_id], false) as kept,
    delivered_at, read_at
  from placed left join mail using (address) left join held using (address) left join entry using (address)
    left join domain_entry using (domain)
)
select list_id, $1::timestamp, count(*)::int, (count(*) filter (where bounced))::int,
  (count(*) filter (where bounced or kept))::int,
  array[${SILENT_DAYS.map(
    (days) => `(count(*) filter (where not bounced and not kept and delivered_at > ${daysBefore(days)}
    and (read_at is null or read_at <= ${daysBefore(days)})))::int`,
  ).join(", ")}]
from judged group by 1`;

/**
 * Counts anew whom each list still reaches: one pass over a year of deliveries, so it is work of the background, and the
 * pages say when it was done.
 */
export async function countListHealth(db: Database, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    // One at a time: what another process has just counted would be there twice.
    await tx.$executeRaw`lock table list_health in share row exclusive mode`;
    await tx.listHealth.deleteMany();
    await tx.$executeRawUnsafe(COUNT, now.toISOString().slice(0, -1));
  });
}
