import type { SourceName } from "@/lib/core/sources/names";
import { audit } from "@/lib/server/audit";
import type { Database } from "@/lib/server/database";
import { publicOrigin } from "@/lib/server/origin";
import { deriveSecret, masterSecrets } from "@/lib/server/secrets";
import { inTransaction } from "@/lib/server/transaction";
import type { MailSource, PrismaClient } from "@/prisma/generated/client";

const FIRST = 1;

const secretOf = (source: SourceName, generation: number, master?: string): string =>
  deriveSecret(`${source}-webhook:${generation}`, master).toString("base64url");

/** Where a source reports to, without any secret. */
export const webhookAddress = (source: SourceName): string => `${publicOrigin()}/api/v1/ingest/${source}`;

/** The secret of the generation in force. Whoever has it may report deliveries. */
export const webhookSecret = async (db: Database, source: SourceName): Promise<string> =>
  secretOf(source, await generationOf(db, source));

/** The address to give to a provider, with the secret in it. */
export const webhookUrl = async (db: Database, source: SourceName): Promise<string> =>
  `${webhookAddress(source)}?secret=${await webhookSecret(db, source)}`;

/** The secrets a webhook may come with: of the generation in force and of the one before, by every key of the ring. */
export function acceptedSecrets(
  source: SourceName,
  settings: Pick<MailSource, "generation"> | null,
): string[] {
  const generation = settings?.generation ?? FIRST;
  const generations = [generation, generation - 1].filter((one) => one > 0);
  return masterSecrets().flatMap((master) => generations.map((one) => secretOf(source, one, master)));
}

/** Makes the next secret. The one before stays good until the next change, so that no report is lost meanwhile. */
export async function rotateWebhookSecret(
  db: PrismaClient,
  source: SourceName,
  actor: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { generation } = await tx.mailSource.upsert({
      where: { name: source },
      create: { name: source, generation: 2 },
      update: { generation: { increment: 1 } },
    });
    const detail = { generation };
    await audit(tx, { actor, action: "webhook.secret-changed", subject: `${source} webhook`, detail }, now);
  });
}

async function generationOf(db: Database, source: SourceName): Promise<number> {
  const row = await db.mailSource.findUnique({ where: { name: source }, select: { generation: true } });
  return row?.generation ?? FIRST;
}
