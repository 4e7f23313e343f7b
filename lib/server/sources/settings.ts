import type { SourceName } from "@/lib/core/sources/names";
import type { MailSource } from "@/prisma/generated/client";
import type { Statements } from "../statements";

/** What an admin has set up for a source; null where that is nothing. */
export async function settingsOf(db: Statements, source: SourceName): Promise<MailSource | null> {
  const [row] = await db.$queryRaw<MailSource[]>`
    select name, generation, settings, keys, connected_by as "connectedBy", connected_at as "connectedAt"
    from mail_source where name = ${source}`;
  return row ?? null;
}
