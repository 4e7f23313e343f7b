import type { PrismaClient } from "@/prisma/generated/client";
import { audit } from "./audit";
import type { Database } from "./database";
import { publicOrigin } from "./origin";
import { deriveSecret, masterSecrets } from "./secrets";
import { inTransaction } from "./transaction";

const PATH = "/api/v1/ingest/acs";

const secretOf = (generation: number, master?: string): string =>
  deriveSecret(`acs-webhook:${generation}`, master).toString("base64url");

/** The address to give to Azure, with the secret of the generation in force. Whoever has it may report deliveries. */
export async function webhookUrl(db: Database): Promise<string> {
  return `${publicOrigin()}${PATH}?secret=${secretOf(await generationOf(db))}`;
}

/** The secrets a webhook may come with: of the generation in force and of the one before, by every key of the ring. */
export async function acceptedSecrets(db: Database): Promise<string[]> {
  const generation = await generationOf(db);
  const generations = [generation, generation - 1].filter((one) => one > 0);
  return masterSecrets().flatMap((master) => generations.map((one) => secretOf(one, master)));
}

/** Makes the next secret. The one before stays good until the next change, so that no report is lost meanwhile. */
export async function rotateWebhookSecret(db: PrismaClient, actor: string, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { acsGeneration } = await tx.organisation.update({
      where: { id: 1 },
      data: { acsGeneration: { increment: 1 } },
    });
    const detail = { generation: acsGeneration };
    await audit(tx, { actor, action: "webhook.secret-changed", subject: "acs webhook", detail }, now);
  });
}

async function generationOf(db: Database): Promise<number> {
  const row = await db.organisation.findUnique({ where: { id: 1 }, select: { acsGeneration: true } });
  return row?.acsGeneration ?? 1;
}
