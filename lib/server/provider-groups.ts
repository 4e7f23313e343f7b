import { PROVIDER_OF } from "@/lib/core/provider";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { texts } from "./literals";
import { type Check, rebuildRollup } from "./recount";
import { ROLLUPS } from "./rollups";
import { inTransaction } from "./transaction";

/** Domains with the provider that lib/core/provider.ts names now, else the one that their MX hosts told, as `hosts` has it. */
const named = (hosts: "host_provider" | "host_found"): string => `
select id, d.provider as stored, coalesce(known.provider, d.${hosts}, 'Others') as named
from recipient_domain d left join unnest($1::text[], $2::text[]) known(name, provider) using (name)`;

const known = (): [string, string] => [texts([...PROVIDER_OF.keys()]), texts([...PROVIDER_OF.values()])];

async function compareBy(db: Database, hosts: "host_provider" | "host_found"): Promise<Check> {
  const [row] = await db.$queryRawUnsafe<{ checked: number; wrong: number }[]>(
    `select count(*)::int as checked, count(*) filter (where stored <> named)::int as wrong from (${named(hosts)}) domains`,
    ...known(),
  );
  return { name: "recipient_domain", ...(row ?? { checked: 0, wrong: 0 }), unchecked: 0 };
}

/** Every recipient domain beside the providers by name and by host: the list may have grown since the domain was met. */
export const compareProviders = (db: Database): Promise<Check> => compareBy(db, "host_provider");

/**
 * Moves domains to the providers that are named now, by name or by what the DNS has said since, and what was counted of
 * them with them: outcomes from the counts by domain, all that ever were; who read it from the deliveries, from `since` on
 * (ms, a midnight UTC; null: all). Batches wait meanwhile; each counts by the old names or by the new ones.
 */
export async function regroupProviders(db: PrismaClient, since: number | null): Promise<void> {
  const checks = [await compareProviders(db), await compareBy(db, "host_found")];
  if (checks.every(({ wrong }) => wrong === 0)) return;
  const rollups = ROLLUPS.filter(({ key }) => "provider" in key);
  await inTransaction(db, async (tx) => {
    await tx.$executeRawUnsafe(
      `lock table ${rollups.map(({ table }) => table).join(", ")} in share row exclusive mode`,
    );
    await tx.$executeRawUnsafe(
      `update recipient_domain d set provider = named, host_provider = host_found
       from (${named("host_found")}) now
       where now.id = d.id and (stored <> named or host_provider is distinct from host_found)`,
      ...known(),
    );
    for (const rollup of rollups) await rebuildRollup(tx, rollup, rollup.of ? null : since);
  });
}
