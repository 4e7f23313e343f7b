import { type Dns, Unanswered } from "@/lib/core/authentication/check/dns";
import { isReserved } from "@/lib/core/authentication/check/domain-check";
import { providerByHosts } from "@/lib/core/provider-hosts";
import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import { systemDns } from "./authentication/dns";
import type { Database } from "./database";
import { numbers, texts, times } from "./literals";
import { countedFrom } from "./log-window";
import { regroupProviders } from "./provider-groups";
import { inTransaction } from "./transaction";

const HOUR = 3_600_000;
/** So long an answer holds; where none came it is asked for again sooner. */
const HOLDS = 30 * 24 * HOUR;
const AGAIN = 6 * HOUR;
/** Of one look, and at once. */
const MOST = 200;
const AT_ONCE = 4;
/** For so long, in ms: others wait for their turn. */
const TURN = 40_000;

/** Domains that the name does not settle. */
const OPEN = "(provider = 'Others' or host_due_at is not null)";

interface Found {
  id: number;
  /** Null: no answer came. */
  provider: string | null;
}

/**
 * Asks the DNS for the mail exchangers of recipient domains that are at nobody known by name, those never asked about
 * first, and keeps whose they are. Does nothing unless an admin has switched it on. Reserved names (RFC 2606) are not
 * asked about. @returns how many were looked at
 */
export async function lookUpHosts(db: PrismaClient, now: Date, dns: Dns = systemDns()): Promise<number> {
  if (!(await isOn(db))) return 0;
  const due: { id: number; name: string }[] = await db.$queryRawUnsafe(
    `select id, name from recipient_domain where ${OPEN} and (host_due_at is null or host_due_at <= $1::timestamp)
     order by host_due_at nulls first, id limit ${MOST}`,
    now.toISOString(),
  );
  const until = Date.now() + TURN;
  let looked = 0;
  while (looked < due.length && Date.now() < until) {
    const some = due.slice(looked, looked + AT_ONCE);
    await keep(db, await Promise.all(some.map((one) => hostOf(dns, one))), now);
    looked += some.length;
  }
  return looked;
}

async function hostOf(dns: Dns, { id, name }: { id: number; name: string }): Promise<Found> {
  if (isReserved(name)) return { id, provider: "Others" };
  try {
    return { id, provider: providerByHosts(await dns.mx(name)) };
  } catch (error) {
    if (error instanceof Unanswered) return { id, provider: null };
    throw error;
  }
}

/** Where no answer came, the last one stands. Nothing is kept once it has been switched off. */
async function keep(db: Database, found: Found[], now: Date): Promise<void> {
  const dueAt = ({ provider }: Found) => now.getTime() + (provider === null ? AGAIN : HOLDS);
  await db.$executeRawUnsafe(
    `update recipient_domain d set host_found = coalesce(nullif(f.provider, ''), d.host_found), host_due_at = f.due_at
     from unnest($1::int[], $2::text[], $3::timestamp[]) f(id, provider, due_at)
     where d.id = f.id and exists (select from provider_look_up where active)`,
    numbers(found.map(({ id }) => id)),
    texts(found.map(({ provider }) => provider ?? "")),
    times(found.map(dueAt)),
  );
}

/** Counts domains where the DNS has since said that they are: docs/decisions/0014-provider-by-host.md. */
export async function countByHosts(db: PrismaClient): Promise<void> {
  await regroupProviders(db, await countedFrom(db));
}

async function isOn(db: Database): Promise<boolean> {
  return (await db.providerLookUp.findUnique({ where: { id: 1 } }))?.active ?? false;
}

/** How far the look-up is. Counts of recipient domains. */
export interface ProviderLookUpState {
  active: boolean;
  /** Asked about, and still to be. */
  asked: number;
  open: number;
  /** Whose servers are somebody's known; of them not yet counted there. */
  known: number;
  waiting: number;
}

export async function providerLookUp(db: Database): Promise<ProviderLookUpState> {
  const [row] = await db.$queryRawUnsafe<Omit<ProviderLookUpState, "active">[]>(
    `select (count(*) filter (where host_due_at is not null))::float8 as asked,
      (count(*) filter (where host_due_at is null))::float8 as open,
      (count(*) filter (where host_found <> 'Others'))::float8 as known,
      (count(*) filter (where coalesce(host_found, 'Others') <> coalesce(host_provider, 'Others')))::float8 as waiting
     from recipient_domain where ${OPEN}`,
  );
  return { active: await isOn(db), ...(row ?? { asked: 0, open: 0, known: 0, waiting: 0 }) };
}

/** Switches it on or off. Once it is off, what was learnt is forgotten: domains are counted by their names again. */
export async function switchLookUp(
  db: PrismaClient,
  active: boolean,
  actor: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.providerLookUp.updateMany({
      where: { id: 1, active: !active },
      data: { active },
    });
    if (count === 0) return;
    if (!active)
      await tx.$executeRaw`
        update recipient_domain set host_found = null, host_due_at = null where host_due_at is not null`;
    const action = `provider-look-up.switched-${active ? "on" : "off"}`;
    await audit(tx, { actor, action, subject: "mailbox providers", detail: {} }, now);
  });
}
