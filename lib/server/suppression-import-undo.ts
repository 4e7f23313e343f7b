import type { PrismaClient } from "@/prisma/generated/client";
import { endEntries } from "./suppression-entries";
import { inTransaction } from "./transaction";

/** The source of an import that brings entries rather than events. */
export const SUPPRESSIONS = "suppressions";
const AT_ONCE = 1000;

/**
 * Ends every entry that the import brought and that nobody has ended since, a thousand in a transaction; what was
 * decided here beside or after them stays. The rows stay as evidence of what was kept back meanwhile.
 * @returns how many it ended
 */
export async function endImported(db: PrismaClient, importId: number, now: Date): Promise<number> {
  for (let ended = 0; ; ) {
    const rows = await inTransaction(db, async (tx) => {
      const found = await tx.$queryRaw<{ id: number }[]>`
        select id from suppression_entry where import = ${importId} and import <> 0 and ended_at is null
          and (until is null or until > ${now}::timestamp)
        order by id limit ${AT_ONCE} for update`;
      return endEntries(
        tx,
        found.map(({ id }) => id),
        now,
      );
    });
    ended += rows.length;
    if (rows.length === 0) return ended;
  }
}
