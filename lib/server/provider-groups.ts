import { PROVIDER_OF } from "@/lib/core/provider";
import type { PrismaClient } from "@/prisma/generated/client";
import type { Database } from "./database";
import { texts } from "./literals";
import { type Check, rebuildRollup } from "./recount";
import { ROLLUPS } from "./rollups";
import { inTransaction } from "./transaction";

/** Domains with the provider that lib/core/provider.ts names now. */
const NAMED = `
select id, d.provider as stored, coalesce(known.provider, 'Others') as named
from recipient_domain d left join unnest($1::text[], $2::text[]) known(name, provider) using (name)`;

const known = (): [string, string] => [texts([...PROVIDER_OF.keys()]), texts([...PROVIDER_OF.values()])];

/** Every recipient domain beside the list of providers: it may have grown since the domain was met. */
export async function compareProviders(db: Database): Promise<Check> {
  const [row] = await db.$queryRawUnsafe<{ checked: number; wrong: number }[]>(
    `select count(*)::int as checked, count(*) filter (where stored <> named)::int as wrong from (${NAMED}) domains`,
    ...known(),
  );
  return { name: "recipient_domain", ...(row ?? { checked: 0, wrong: 0 }), unchecked: 0 };
}

/**
 * Moves domains to the providers that are named now, and what was counted of them with them: all that ever was, since the
 * counts by domain are kept. Batches wait meanwhile; each counts by the old names or by the new ones.
 */
export async function regroupProviders(db: PrismaClient): Promise<void> {
  if ((await compareProviders(db)).wrong === 0) return;
  const rollup = ROLLUPS.find(({ table }) => table === "per_provider")!;
  await inTransaction(db, async (tx) => {
    await tx.$executeRawUnsafe("lock table per_provider in share row exclusive mode");
    await tx.$executeRawUnsafe(
      `update recipient_domain d set provider = named from (${NAMED}) now where now.id = d.id and stored <> named`,
      ...known(),
    );
    await rebuildRollup(tx, rollup, null);
  });
}
