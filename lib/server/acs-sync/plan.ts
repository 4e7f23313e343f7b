import type { Prisma, PrismaClient } from "@/prisma/generated/client";
import { inTransaction } from "../transaction";
import type { Place } from "./places";

/*
 * On the lists of ACS belong the addresses that are kept from all mail of the domain for good reasons of people: opt-outs
 * and what was entered or imported. Leases do not: ACS has its own. Whole domains cannot be listed there.
 */
const WANTED = `
select distinct lower(recipient) as email from suppression_entry
where list_id = 0 and sender_domain in ('', $2) and reason in ('complaint', 'unsubscribe', 'manual', 'imported')
  and ended_at is null and (until is null or until > $3::timestamp) and recipient like '_%@%'`;

const ADD = `
insert into acs_listed as a (place, email, state, due_at, changed_at)
select $1, email, 'adding', $3::timestamp, $3::timestamp from (${WANTED}) wanted order by email
on conflict (place, email) do update set state = 'adding', due_at = excluded.due_at, attempts = 0, error = '',
  changed_at = excluded.changed_at
where a.state = 'removing'`;

const REMOVE = `
update acs_listed a set state = 'removing', due_at = $3::timestamp, attempts = 0, error = '', changed_at = $3::timestamp
where place = $1 and state <> 'removing'
  and not exists (select from (${WANTED}) wanted where wanted.email = a.email)`;

/** Notes what has to be put on the list of a domain, and what has to go. Only what we put there is ever to go. */
export async function planSync(db: PrismaClient, { id, domain }: Place, now: Date): Promise<void> {
  const values = [id, domain.toLowerCase(), now.toISOString()];
  await inTransaction(db, async (tx: Prisma.TransactionClient) => {
    await tx.$executeRawUnsafe(ADD, ...values);
    await tx.$executeRawUnsafe(REMOVE, ...values);
  });
}
